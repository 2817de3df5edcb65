import { Device } from "../support/device";
import { expect, expectFate, finish, flush, isTold, names, test } from "../support/delivery";

test("a browser that blocks all storage says so before the first question, and sends all the same", async ({ site, endpoint }) => {
  const device = new Device({ profile: { default_content_setting_values: { cookies: 2 } } });
  const page = await device.page();
  endpoint.behave = () => ({ cuts: true });
  await page.goto(site.url);
  const isBlocked = await page.evaluate(() => {
    try {
      return !window.localStorage;
    } catch {
      return true;
    }
  });
  expect(isBlocked, "the browser does block it").toBe(true);
  await expectFate(page, "memory");
  await finish(page, "Ada");
  await expectFate(page, "memory");
  endpoint.behave = () => ({});
  await flush(page);
  await expectFate(page, "sent");
  expect(await isTold(page, "saved")).toBe(false);
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
  await device.dispose();
});
