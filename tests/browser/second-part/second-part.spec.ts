import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { PANIC, panic } from "../support/panic";
import { append, expect, screen, show, test } from "../support/scenario";

const dist = process.env["JOURNEY_SURVEY_DIST"] ?? "";
const { second } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8")).widget as { second: string };

/** How often a page has asked for the second part so far. */
const requests = (page: Page) => {
  const seen = { count: 0 };
  page.on("request", (request) => {
    if (request.url().endsWith(second)) seen.count += 1;
  });
  return seen;
};

const of = (element: object) => ({ id: "parts", elements: [{ name: "q", title: "This is asked", ...element }] });

interface Case {
  name: string;
  survey: object;
  downloads: number;
}

const choices = ["a", "b"];

const CASES: Case[] = [
  { name: "choices", survey: of({ type: "radiogroup", choices, hasOther: true }), downloads: 0 },
  { name: "a condition", survey: of({ type: "comment", visibleIf: "iif({x} empty, 1, 2) = 1" }), downloads: 0 },
  { name: "a ranking", survey: of({ type: "ranking", choices }), downloads: 1 },
  { name: "a mask", survey: of({ type: "text", maskType: "numeric" }), downloads: 1 },
  { name: "a function", survey: of({ type: "comment", visibleIf: "count(1, 2) = 2" }), downloads: 1 },
  { name: "triggers", survey: { ...of({ type: "boolean" }), triggers: [{ type: "complete", expression: "{q} = true" }] }, downloads: 1 },
];

// A widget that was only built to be tried is in one part.
test.skip(!second, "the widget is in one part");

for (const { name, survey, downloads } of CASES) {
  test(`a survey with ${name} downloads the second part ${downloads ? "once" : "never"}`, async ({ page, site }) => {
    const seen = requests(page);
    await show(page, site.url, survey);
    await expect(page.getByText("This is asked")).toBeVisible();
    // The same survey once more on the page has it already.
    await page.evaluate((survey) => window.journeySurvey.show({ survey, shadow: "open", container: "body" }), survey);
    await expect(page.getByText("This is asked")).toHaveCount(2);
    expect(seen.count).toBe(downloads);
  });
}

test("a session without a widget has all it needs", async ({ page, site }) => {
  const seen = requests(page);
  await page.goto(site.url);
  await page.waitForFunction(() => "journeySurvey" in window);
  const visible = await page.evaluate(async (survey) => {
    const session = await window.journeySurvey.createSession(survey);
    return (session.snapshot() as any).visible;
  }, of({ type: "matrix", rows: ["r"], columns: ["c"] }));
  expect(visible).toEqual(["q"]);
  expect(seen.count).toBe(1);
});

test.describe("where it cannot be had", () => {
  test.use({ expectedConsole: { lines: [/net::ERR_FAILED/, /^warning: Journey Survey: The survey could not be loaded/] } });

  test("the page says so, and it can be tried again", async ({ page, site }) => {
    const survey = of({ type: "ranking", choices });
    site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
    await page.route(`**/${second}`, (route) => route.abort());
    await page.goto(site.url);
    await append(page, "/survey.json");
    const again = page.getByRole("button", { name: "Try again" });
    await expect(page.getByRole("alert")).toContainText("There was no answer");
    await page.unroute(`**/${second}`);
    await again.click();
    await expect(page.getByText("This is asked")).toBeVisible();
  });
});

test.describe("after a panic", () => {
  test.use({ expectedConsole: { lines: PANIC } });

  test("the widget comes back whole, whatever it lacked", async ({ page, site }) => {
    const seen = requests(page);
    await page.goto(site.url);
    await append(page);
    await page.getByRole("radio", { name: "2" }).check({ force: true });
    await page.getByRole("button", { name: "Next" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "pick");
    expect(seen.count).toBe(0);
    await panic(page);
    await expect(screen(page)).toHaveAttribute("data-screen", /rating|pick/);
    expect(seen.count).toBe(1);
  });
});
