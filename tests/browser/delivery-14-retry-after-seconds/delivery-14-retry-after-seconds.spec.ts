import { expect, expectFate, finish, seemOnline, test } from "../support/delivery";

test("429 with seconds is kept to, whatever the browser believes", async ({ page, site, endpoint }) => {
  endpoint.behave = (_, number) => (number === 0 ? { status: 429, headers: { "Retry-After": "3" } } : {});
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  for (let nudges = 0; nudges < 4; nudges += 1) {
    await seemOnline(page);
    await page.waitForTimeout(400);
  }
  await expectFate(page, "sent");
  const [first, second] = endpoint.posts;
  expect(endpoint.posts).toHaveLength(2);
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(2990);
  expect(second!.at - first!.at).toBeLessThan(8000);
});
