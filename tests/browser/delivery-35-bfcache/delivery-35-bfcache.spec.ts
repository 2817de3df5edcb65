import base from "../playwright.config";
import { expect, expectFate, finish, names, test } from "../support/delivery";

// Playwright switches the cache off.
test.use({
  launchOptions: { ...base.use?.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

test("a page that comes back as it was left goes on sending, once", async ({ page, site, endpoint }) => {
  site.headers["Cache-Control"] = "max-age=60";
  site.answers.set("/elsewhere", { type: "text/html", body: "<!doctype html><title>Elsewhere</title>" });
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => Object.assign(window, { wasKept: persisted })));
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  await page.goto(`${site.url}/elsewhere`);
  endpoint.behave = () => ({});
  await page.goBack({ waitUntil: "commit" });
  expect(await page.evaluate(() => (window as any).wasKept), "the page itself came back").toBe(true);
  await expectFate(page, "sent");
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
});
