import base from "../playwright.config";
import { expect, test } from "../support/scenario";

// Playwright switches the cache off.
test.use({
  launchOptions: { ...base.use?.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

const survey = {
  id: "back-and-forth",
  pages: [
    { elements: [{ type: "radiogroup", name: "size", title: "Size", choices: ["small", "large"] }, { type: "text", name: "name", title: "Your name" }] },
    { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
  ],
};

test("a page that comes back as it was left goes on", async ({ page, site, collector }) => {
  // A page that is not to be stored is not kept either.
  site.headers["Cache-Control"] = "max-age=60";
  const delivery = { endpoint: `${collector.url}/v1/responses` };
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify({ ...survey, delivery }) });
  site.answers.set("/elsewhere", { type: "text/html", body: "<!doctype html><title>Elsewhere</title><p>Elsewhere</p>" });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title>
      <script src="/dist/journey-survey.js"></script></head>
      <body><journey-survey survey="/survey.json" shadow="open"></journey-survey></body></html>`,
  });
  await page.goto(site.url);
  await page.evaluate(() => {
    Object.assign(window, { comings: 0 });
    addEventListener("pageshow", ({ persisted }) => persisted && Object.assign(window, { comings: (window as any).comings + 1 }));
  });
  const comings = () => page.evaluate(() => (window as any).comings);
  const goAndComeBack = async () => {
    await page.goto(`${site.url}/elsewhere`);
    await page.goBack({ waitUntil: "commit" });
  };
  await page.getByText("large").click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await goAndComeBack();
  expect(await comings(), "the page itself came back").toBe(1);
  await expect(page.getByRole("radio", { name: "large" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  await page.getByText("small").click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("textbox", { name: "Anything else?" }).fill("No");
  await goAndComeBack();
  expect(await comings()).toBe(2);
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
  await goAndComeBack();
  expect(await comings()).toBe(3);
  await expect(page.locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
  await collector.stop();
  const bodies = (await collector.rows()).map((row) => JSON.parse(row.body).answers);
  expect(bodies).toEqual([{ size: "small", name: "Ada", more: "No" }]);
});
