import type { Page } from "@playwright/test";
import { expect, test } from "../support/scenario";
import type { Site } from "../support/site";

const survey = (id: string, more: object = {}) => ({
  id,
  elements: [{ type: "text", name: "name", title: `Name for ${id}` }],
  delivery: { endpoint: "/responses" },
  ...more,
});

const publish = (site: Site, attributes: string) => {
  for (const id of ["first", "second"]) {
    site.answers.set(`/${id}.json`, { type: "application/json", body: JSON.stringify(survey(id)) });
  }
  site.answers.set("/responses", { body: "{}" });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title>
      <script src="/dist/journey-survey.js"></script></head><body><button>The page’s own</button><main></main>
      <journey-survey survey="/first.json" shadow="open" ${attributes}></journey-survey></body></html>`,
  });
};

const field = (page: Page, id: string) => page.getByRole("textbox", { name: `Name for ${id}` });

/** Keeps the database busy, as a slow device does. */
const slowDown = (page: Page, millis: number) =>
  page.evaluate(
    (millis) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("js1:main");
        opening.onsuccess = () => {
          const store = opening.result.transaction("records", "readwrite").objectStore("records");
          const end = Date.now() + millis;
          const spin = () => void (Date.now() < end && (store.get("x").onsuccess = spin));
          spin();
          resolve();
        };
      }),
    millis,
  );

test("the next respondent never sees the answers of one whose response is still being written", async ({ page, site }) => {
  publish(site, "");
  const bodies: string[] = [];
  page.on("request", (request) => request.method() === "POST" && bodies.push(request.postData() ?? ""));
  await page.goto(site.url);
  await field(page, "first").fill("Ada");
  await slowDown(page, 2000);
  await page.evaluate(() =>
    addEventListener("journey-survey:completed", ({ target }) => (target as Element).setAttribute("survey", "/first.json"), { once: true }),
  );
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(field(page, "first")).toBeVisible();
  await expect(field(page, "first")).toHaveValue("");
  await field(page, "first").fill("Ben");
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect.poll(() => bodies.map((body) => JSON.parse(body).answers.name).sort()).toEqual(["Ada", "Ben"]);
  expect(new Set(bodies.map((body) => JSON.parse(body).id)).size).toBe(2);
});

test("nobody is asked to be next on a kiosk while a response is still being written", async ({ page, site }) => {
  publish(site, 'display="kiosk"');
  await page.goto(site.url);
  await field(page, "first").fill("Ada");
  await slowDown(page, 2000);
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
  const next = page.locator(".card > .button");
  expect(await next.count()).toBe(0);
  await expect(next).toBeVisible();
  await next.click();
  await expect(field(page, "first")).toHaveValue("");
});

test("a survey that fails late does not take the place of the one that came after it", async ({ page, site }) => {
  publish(site, "");
  site.handlers.set("/slow.json", (_, response) => void setTimeout(() => response.end("{ broken"), 700));
  await page.goto(site.url);
  await expect(field(page, "first")).toBeVisible();
  const element = page.locator("journey-survey");
  await element.evaluate((element) => element.setAttribute("survey", "/slow.json"));
  await page.waitForTimeout(50);
  await element.evaluate((element) => element.setAttribute("survey", "/second.json"));
  await field(page, "second").fill("Ada");
  await page.waitForTimeout(1000);
  await expect(field(page, "second")).toHaveValue("Ada");
});

test("a dialog that was closed and moved is shown again where it is given another survey", async ({ page, site }) => {
  publish(site, 'display="modal"');
  await page.goto(site.url);
  await expect(field(page, "first")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page, "first")).toBeHidden();
  const element = page.locator("journey-survey");
  // Something else than the survey changes: it stays closed, and the page usable.
  await element.evaluate((element) => element.setAttribute("respondent", "somebody"));
  await page.waitForTimeout(300);
  await page.getByRole("button", { name: "The page’s own" }).click();
  await element.evaluate((element) => document.querySelector("main")!.append(element));
  await element.evaluate((element) => element.setAttribute("survey", "/second.json"));
  await expect(field(page, "second")).toBeVisible();
  const isModal = () => element.evaluate((element) => element.shadowRoot!.querySelector("dialog")!.matches(":modal"));
  expect(await isModal()).toBe(true);
  // Moving it takes it out of the browser’s uppermost layer.
  await element.evaluate((element) => document.body.append(element));
  expect(await isModal()).toBe(true);
  await expect(field(page, "second")).toBeVisible();
});

test("another theme or language changes what a survey looks like, and not where its respondent is", async ({ page, site }) => {
  publish(site, "");
  await page.goto(site.url);
  await field(page, "first").fill("Ada");
  await field(page, "first").evaluate((field) => Object.assign(field, { isTheSame: true }));
  const element = page.locator("journey-survey");
  const card = page.locator(".card");
  await element.evaluate((element) => element.setAttribute("theme", "dark"));
  const colour = () => card.evaluate((card) => getComputedStyle(card).backgroundColor);
  await expect.poll(async () => Number((await colour()).match(/\d+/)?.[0])).toBeLessThan(90);
  await element.evaluate((element) => element.removeAttribute("theme"));
  await expect.poll(async () => Number((await colour()).match(/\d+/)?.[0])).toBeGreaterThan(200);
  await element.evaluate((element) => element.setAttribute("locale", "de"));
  await expect(page.getByRole("button", { name: "Absenden" })).toBeVisible();
  expect(await field(page, "first").evaluate((field) => "isTheSame" in field)).toBe(true);
  await expect(field(page, "first")).toHaveValue("Ada");
});

test("another display takes effect at once, and the respondent stays where they were", async ({ page, site }) => {
  publish(site, 'display="inline"');
  await page.goto(site.url);
  await field(page, "first").fill("Ada");
  const element = page.locator("journey-survey");
  const dialog = element.locator("dialog");
  await element.evaluate((element) => element.setAttribute("display", "modal"));
  await expect(dialog).toHaveJSProperty("open", true);
  await expect(field(page, "first")).toHaveValue("Ada");
  await element.evaluate((element) => element.setAttribute("display", "popup"));
  await expect(dialog).toHaveCount(0);
  await expect(element.getByRole("dialog", { name: "Survey" })).toHaveAttribute("data-display", "popup");
  await expect(field(page, "first")).toHaveValue("Ada");
  await page.getByRole("button", { name: "The page’s own" }).click();
  // Whoever is done is not asked again.
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
  await expect(page.locator(".closing")).toContainText(/received|saved|sent/i);
  await element.evaluate((element) => element.setAttribute("display", "inline"));
  await page.waitForTimeout(300);
  await expect(page.locator(".closing")).toBeVisible();
});

test("surveys that were shown and closed do not pile up in the page", async ({ page, site }) => {
  publish(site, "hidden");
  await page.goto(site.url);
  const show = () => page.evaluate(() => window.journeySurvey.show({ survey: "/second.json", shadow: "open" }).then((handle) => void ((window as any).shown = handle)));
  await show();
  await field(page, "second").fill("Ada");
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(() => (window as any).shown.close());
    await expect(field(page, "second")).toBeHidden();
    await show();
    await expect(field(page, "second")).toHaveValue("Ada");
  }
  expect(await page.locator("journey-survey").count()).toBe(2);
});
