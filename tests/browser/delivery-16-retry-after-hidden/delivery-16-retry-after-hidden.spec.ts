import { expect, expectFate, finish, test } from "../support/delivery";

test("a Retry-After that the page may not read leaves the backoff", async ({ page, site, endpoint }) => {
  endpoint.exposedHeaders = "";
  endpoint.behave = (_, number) => (number < 2 ? { status: 429, headers: { "Retry-After": "3600" } } : {});
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "sent");
  expect(endpoint.posts).toHaveLength(3);
});
