import { expect, flush, queue, seemOnline, status, test } from "../support/delivery";

test("three records that are refused alike speak against the endpoint", async ({ page, site, endpoint }) => {
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await queue(page, endpoint.address, 6);
  endpoint.behave = () => ({ status: 422 });
  const before = endpoint.posts.length;
  await flush(page);
  await expect.poll(async () => (await status(page)).paused).toEqual([{ endpoint: endpoint.address, code: "alike-422" }]);
  await page.waitForTimeout(500);
  expect(endpoint.posts.length - before).toBe(3);
  expect((await status(page)).waiting).toBe(6);
  endpoint.behave = () => ({});
  await seemOnline(page);
  await expect.poll(() => endpoint.rows.size).toBe(6);
  expect((await status(page)).paused).toEqual([]);
});
