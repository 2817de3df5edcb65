import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { expect, show, test } from "../support/scenario";

const survey = (more = {}) => ({ id: "visit", cookieName: "visit-2026", elements: [{ type: "text", name: "a", title: "Field a" }], ...more });

const field = (page: Page) => page.getByRole("textbox", { name: "Field a" });

const answer = async (page: Page) => {
  await field(page).fill("x");
  await page.locator("[part=next]").click();
  await expect(page.locator("[part=closing]")).toBeVisible();
};

test("a survey that may be answered once says so when it is opened again, in the author's words", async ({ page, site }) => {
  admitAxe(site);
  const once = survey({ completedBeforeHtml: "<h2>You have answered</h2><p>Thanks, {a}!</p>" });
  await show(page, site.url, once);
  await answer(page);
  await show(page, site.url, once);
  await expect(page.getByRole("heading", { name: "You have answered" })).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await expect(page.locator("[data-fate]"), "nothing is on its way").toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await show(page, site.url, survey({ cookieName: "visit-2027" }));
  await expect(field(page), "another name, another survey").toBeVisible();
  expect(await page.evaluate(() => document.cookie), "there is no cookie").toBe("");
});

test("without words of the author it thanks again, and what was begun elsewhere is not taken up", async ({ page, site, context }) => {
  const other = await context.newPage();
  await show(other, site.url, survey());
  await field(other).fill("begun");
  await show(page, site.url, survey());
  await answer(page);
  await show(other, site.url, survey());
  await expect(other.getByRole("heading", { name: "Thank you" })).toBeVisible();
});

for (const display of ["popup", "modal"]) {
  test(`what stands over the page stays out of sight once it was answered: ${display}`, async ({ page, site }) => {
    await show(page, site.url, survey(), { display });
    await answer(page);
    await show(page, site.url, survey(), { display });
    await expect(page.locator("journey-survey")).toBeHidden();
    await expect(page.locator("body")).toBeFocused();
  });
}

test("a response that nothing took yet is not called answered", async ({ page, site }) => {
  const once = survey({ delivery: { endpoint: "/responses" } });
  site.answers.set("/responses", { body: "{}" });
  await show(page, site.url, once);
  await field(page).fill("x");
  // A disk that never answers.
  await page.evaluate(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    IDBObjectStore.prototype.get = () => new EventTarget() as IDBRequest;
  });
  await page.locator("[part=next]").click();
  await page.waitForTimeout(100);
  await show(page, site.url, once);
  await expect(field(page), "what was answered is there").toHaveValue("x");
  await answer(page);
  await expect(page.locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
  await show(page, site.url, once);
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
});

test("those who share a screen are all asked", async ({ page, site }) => {
  await show(page, site.url, survey(), { container: "body", display: "kiosk" });
  await answer(page);
  await show(page, site.url, survey(), { container: "body", display: "kiosk" });
  await expect(field(page)).toBeVisible();
  await show(page, site.url, survey());
  await expect(field(page), "and leave no mark").toBeVisible();
});
