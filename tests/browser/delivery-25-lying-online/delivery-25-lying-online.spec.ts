import { expect, expectFate, finish, isTold, names, test } from "../support/delivery";

const claim = (isOnLine: boolean) => {
  Object.defineProperty(Navigator.prototype, "onLine", { get: () => isOnLine });
};

test("a browser that believes it is offline sends all the same", async ({ page, site, endpoint }) => {
  await page.addInitScript(claim, false);
  await page.goto(site.url);
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await finish(page, "Ada");
  await expectFate(page, "sent");
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
});

test("a browser that believes it is online is not believed", async ({ page, site, endpoint }) => {
  await page.addInitScript(claim, true);
  await page.goto(site.url);
  await endpoint.stop();
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(await isTold(page, "delivered")).toBe(false);
  await endpoint.start();
  await expectFate(page, "sent", 30_000);
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
});
