import type { Page } from "@playwright/test";
import { expect, fate, screen, test } from "../support/scenario";
import { Keyboard } from "../support/keyboard";

// While the endpoint is stopped, the browser itself says so.
test.use({ expectedConsole: { lines: [/net::ERR_CONNECTION_REFUSED/] } });

const show = (page: Page, endpoint: string) =>
  page.evaluate((endpoint) => {
    const survey = document.createElement("journey-survey");
    const attributes = {
      survey: "/dist/surveys/installation.json",
      endpoint,
      // Chance, which the random slot hangs on, follows from who answers.
      respondent: "ben",
      shadow: "open",
      "context-ticket": "4711",
      "context-plan": "fibre-500",
      "context-installation": "technician",
      "context-secret": "not in the document's list",
    };
    for (const [name, value] of Object.entries(attributes)) survey.setAttribute(name, value);
    document.body.append(survey);
  }, endpoint);

/** Somebody whose installer came without parts, because the work order was wrong. */
const answer = async (page: Page): Promise<string[]> => {
  const keyboard = new Keyboard(page);
  const next = page.getByRole("button", { name: "Next" });
  const asked: string[] = [];
  for (;;) {
    await expect(screen(page).or(page.getByText("recommend"))).toBeVisible();
    if (!(await screen(page).isVisible())) return asked;
    const address = (await screen(page).getAttribute("data-screen")) ?? "";
    asked.push(address);
    if (address === "overall") {
      await keyboard.choose(page.getByRole("radio", { name: "2" }));
    } else if (address === "pick") {
      await keyboard.choose(page.getByRole("radio", { name: "The installer’s visit" }));
    } else if (address === "installer.rating") {
      await keyboard.choose(page.getByRole("radio", { name: "1" }));
    } else if (address === "installer.why") {
      await keyboard.check(page.getByRole("checkbox", { name: /parts/i }).first());
    } else if (address.startsWith("installer.why.")) {
      await keyboard.check(page.getByRole("checkbox").first());
    } else {
      await keyboard.choose(page.getByRole("radio", { name: "4" }));
    }
    await keyboard.press(next);
    await expect(page.locator(`[data-screen="${address}"]`)).toHaveCount(0);
  }
};

const answerLastPage = async (page: Page) => {
  const keyboard = new Keyboard(page);
  await keyboard.choose(page.getByRole("radio", { name: "7", exact: true }));
  await keyboard.write(page.getByRole("textbox").first(), "The second visit went well.");
  await keyboard.choose(page.getByRole("radio", { name: "Yes" }));
  const email = page.getByRole("textbox", { name: /mail/i });
  await keyboard.press(page.getByRole("button", { name: "Send" }));
  await expect(page.getByRole("alert").first()).toContainText("Please enter your email address.");
  await expect(email, "the focus goes to what is missing").toBeFocused();
  await keyboard.write(email, "ada@example.com");
  await keyboard.press(page.getByRole("button", { name: "Send" }));
};

test("a journey is answered with a keyboard alone, stored, and delivered after an outage", async ({
  page,
  site,
  collector,
}) => {
  await page.goto(site.url);
  await show(page, `${collector.url}/v1/responses`);
  const asked = await answer(page);
  expect(asked.slice(0, 5)).toEqual([
    "overall",
    "pick",
    "installer.why",
    "installer.why.2",
    "installer.rating",
  ]);
  expect(new Set(asked).size, "nothing is asked twice").toBe(asked.length);
  await answerLastPage(page);
  await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
  await expect.poll(() => collector.count()).toBe(1);
  await collector.stop();

  const rows = await collector.rows();
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (!row) throw new Error("there is no row");
  const record = JSON.parse(row.body);
  expect(row).toMatchObject({
    id: record.id,
    survey_id: "installation",
    survey_version: "1",
    audience: "customer",
    status: "complete",
    locale: "en-US",
    started_at: record.startedAt,
    completed_at: record.completedAt,
  });
  expect(Object.keys(record)).toEqual([
    "id",
    "survey",
    "audience",
    "status",
    "startedAt",
    "completedAt",
    "timezone",
    "locale",
    "context",
    "answers",
    "journey",
    "metrics",
    "paradata",
    "quality",
  ]);
  expect(record.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(record.survey).toEqual({ id: "installation", version: "1" });
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  expect(record.startedAt).toMatch(time);
  expect(record.completedAt).toMatch(time);
  expect(Date.parse(record.completedAt)).toBeGreaterThanOrEqual(Date.parse(record.startedAt));
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(record.timezone).toBe(zone);
  expect(record.context).toEqual({
    ticket: "4711",
    plan: "fibre-500",
    installation: "technician",
  });
  expect(record.answers).toMatchObject({
    recommend: 7,
    anything_else: "The second visit went well.",
    contact_wanted: true,
    contact_email: "ada@example.com",
  });
  expect(record.metrics).toEqual({ recommend_0_10: 7 });
  const { overall, touchpoints, asked: reasons } = record.journey.journey;
  expect(overall).toBe(2);
  expect(touchpoints.installer).toMatchObject({
    reached: true,
    rating: 1,
    rule: "slot",
    picked: true,
  });
  expect(touchpoints.installer.causes).toHaveLength(1);
  expect(touchpoints.installer.causes[0].slice(0, 2)).toEqual(["wrong-parts", "wrong-order"]);
  expect(touchpoints["tv-box"], "no TV was ordered").toEqual({ reached: false });
  expect(reasons.map((reason: { address: string }) => reason.address)).toEqual(asked);
  expect(touchpoints.installer.chance, "one of the touchpoints met").toBeCloseTo(1 / Object.values(touchpoints).filter((touchpoint: any) => touchpoint.reached).length);
  expect(touchpoints.installer.belief.mean).toBeLessThan(-1);
  expect(reasons[2]).toMatchObject({
    order: 3,
    kind: "why",
    touchpoint: "installer",
    answer: ["wrong-parts"],
    rule: "why",
    chance: null,
    because: "You said this gave you the most trouble, so we ask why: The installer’s visit.",
  });
  expect(reasons[2].value, "what asking was worth").toBeGreaterThan(0.3);
  expect(Object.keys(record.paradata.durations)).toContain("journey:installer.rating");
  expect(record.paradata.display).toBe("inline");
  expect(record.paradata.device).toMatchObject({ pointer: "fine" });
  expect(record.quality).toMatchObject({ straightlining: false, contradictions: [] });

  // The endpoint is down: the next respondent's answers wait, through a reload, until it is back.
  await page.reload();
  await show(page, `${collector.url}/v1/responses`);
  await answer(page);
  await answerLastPage(page);
  await expect(fate(page)).toHaveAttribute("data-fate", /state\.(saved|waiting)/);
  const waiting = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith("js1:main:r:")),
  );
  expect(waiting).toHaveLength(1);

  await page.reload();
  await show(page, `${collector.url}/v1/responses`);
  await expect(screen(page)).toHaveAttribute("data-screen", "overall");
  await collector.start();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect.poll(() => collector.count(), { timeout: 20_000 }).toBe(2);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":r:")).length))
    .toBe(0);
  await collector.stop();
  const both = await collector.rows();
  expect(both).toHaveLength(2);
  expect(new Set(both.map((row) => row.id)).size).toBe(2);
});
