import { expect, expectFate, finish, flush, isTold, publish, survey, test } from "../support/delivery";

test("the page of a captive portal acknowledges nothing where the document lists statuses", async ({ page, site, endpoint }) => {
  publish(site, survey(endpoint.address, { ack: [200, 201] }));
  endpoint.behave = () => ({
    stores: false,
    status: 200,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: "<!doctype html><title>Welcome to the hotel</title>",
  });
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(await isTold(page, "delivered")).toBe(false);
  endpoint.behave = () => ({});
  await flush(page);
  await expectFate(page, "sent");
  expect(endpoint.rows.size).toBe(1);
});
