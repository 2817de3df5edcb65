import type { Page } from "@playwright/test";
import { expect, show, test } from "../support/scenario";

const PAGES = [
  { name: "one", elements: [{ type: "text", name: "a", title: "First" }] },
  { name: "two", elements: [{ type: "text", name: "b", title: "Second" }] },
];

/** On a clock that stands still until the test moves it. */
const showOnAStillClock = async (page: Page, url: string, survey: object) => {
  await page.clock.install({ time: "2026-01-15T12:00:00Z" });
  await show(page, url, survey);
  await page.clock.pauseAt("2026-01-15T13:00:00Z");
};

const time = (page: Page) => page.locator("[part=time]");

test("time runs, is shown, and ends each page", async ({ page, site }) => {
  await showOnAStillClock(page, site.url, { showTimer: true, timeLimitPerPage: 75, timeLimit: 100, pages: PAGES });
  await expect(time(page)).toHaveText(/^\d s of 1 min 15 s on this page, \d s of 1 min 40 s in all$/);
  await page.clock.runFor(60_000);
  await expect(time(page)).toHaveText(/^1 min \d s of 1 min 15 s on this page/);
  await page.clock.runFor(16_000);
  await expect(page.getByRole("textbox", { name: "Second" })).toBeVisible();
  await expect(time(page)).toHaveText(/^\d s of 1 min 15 s on this page, 1 min \d\d s of 1 min 40 s in all$/);
  await page.clock.runFor(30_000);
  await expect(page.getByText("Thank you")).toBeVisible();
  await expect(time(page)).toHaveCount(0);
});

test("without limits it only counts", async ({ page, site }) => {
  await showOnAStillClock(page, site.url, { showTimer: true, pages: PAGES });
  await page.clock.runFor(600_000);
  await expect(time(page)).toHaveText(/^10 min( \d s)? on this page, 10 min( \d s)? in all$/);
  await expect(page.getByRole("textbox", { name: "First" })).toBeVisible();
});
