import type { Page } from "@playwright/test";
import { answers, expect, show, test } from "../support/scenario";

const survey = {
  id: "moved",
  pages: [
    { elements: [{ type: "text", name: "name", title: "Your name" }, { type: "radiogroup", name: "size", title: "Size", choices: ["small", "large"] }] },
    { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
  ],
};

/** What scripts of pages do to nodes that are not theirs. */
const moves: Record<string, (page: Page) => Promise<void>> = {
  "is taken out and put back": (page) =>
    page.evaluate(() => {
      const survey = document.querySelector("journey-survey")!;
      const { parentNode, nextSibling } = survey;
      survey.remove();
      parentNode?.insertBefore(survey, nextSibling);
    }),
  "is taken out and put back later": (page) =>
    page.evaluate(async () => {
      const survey = document.querySelector("journey-survey")!;
      survey.remove();
      await new Promise((resolve) => setTimeout(resolve, 300));
      document.body.append(survey);
    }),
  "moves into another element": (page) =>
    page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement("section"));
      dialog.append(document.querySelector("journey-survey")!);
    }),
  "moves with what it stands in": (page) =>
    page.evaluate(() => {
      const place = document.createElement("div");
      const survey = document.querySelector("journey-survey")!;
      survey.replaceWith(place);
      place.append(survey);
      document.body.prepend(place);
    }),
};

for (const [what, move] of Object.entries(moves)) {
  test(`a survey that ${what} goes on`, async ({ page, site }) => {
    await show(page, site.url, survey);
    await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await move(page);
    await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
    await page.getByText("large").click();
    await move(page);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("textbox", { name: "Anything else?" }).fill("No");
    await move(page);
    await page.getByRole("button", { name: /Send|Complete/ }).click();
    await expect(page.locator(".closing")).toBeVisible();
    await expect(page.locator("journey-survey")).toHaveCount(1);
    expect(await answers(page)).toEqual({ name: "Ada", size: "large", more: "No" });
  });
}

test("a survey that is taken out for good before it is there says nothing", async ({ page, site }) => {
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.goto(site.url);
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(async () => {
    const survey = document.createElement("journey-survey");
    survey.setAttribute("survey", "/survey.json");
    document.body.append(survey);
    survey.remove();
    await new Promise((resolve) => survey.addEventListener("journey-survey:ready", resolve));
  });
  await expect(page.locator("journey-survey")).toHaveCount(0);
});

test("a survey whose element is made anew goes on where it was", async ({ page, site }) => {
  await show(page, site.url, survey);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.getByText("large").click();
  await page.getByRole("button", { name: "Next" }).click();
  const more = page.getByRole("textbox", { name: "Anything else?" });
  await more.fill("Half a sen");
  const before = await page.evaluateHandle(() => document.querySelector("journey-survey")!);
  const makeAnew = (survey: object) => (window as any).journeySurvey.show({ survey, container: "body", shadow: "open" });
  await before.evaluate((element) => element.remove());
  await page.evaluate(makeAnew, survey);
  await expect(more).toHaveValue("Half a sen");
  // The old one comes back beside it: it is somebody else's now, and neither writes over the other.
  await before.evaluate((element) => document.body.append(element));
  const both = page.locator("journey-survey");
  await expect(both).toHaveCount(2);
  await expect(both.last().getByRole("textbox", { name: "Your name" })).toHaveValue("");
  await both.last().getByRole("textbox", { name: "Your name" }).fill("Ben");
  await page.reload();
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(makeAnew, survey);
  await expect(more).toHaveValue("Half a sen");
});

test("a survey that was closed goes on where it was when it is shown again", async ({ page, site }) => {
  await page.goto(site.url);
  await page.waitForFunction(() => "journeySurvey" in window);
  const open = () => page.evaluate((survey) => (window as any).journeySurvey.show({ survey, shadow: "open" }), survey);
  await open();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox", { name: "Your name" })).toBeHidden();
  await open();
  await expect(page.locator("journey-survey").last().getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
});
