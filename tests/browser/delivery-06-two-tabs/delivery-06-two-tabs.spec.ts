import { expect, flush, queue, status, test } from "../support/delivery";

test("two tabs that drain 100 responses send each of them once", async ({ page, context, site, endpoint }) => {
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await queue(page, endpoint.address, 100);
  const other = await context.newPage();
  await other.goto(site.url);
  endpoint.behave = () => ({ delayMillis: 5 });
  const before = endpoint.posts.length;
  await Promise.all([flush(page), flush(other)]);
  await expect.poll(() => endpoint.rows.size, { timeout: 15_000 }).toBe(100);
  expect(endpoint.posts.length - before, "one POST each").toBe(100);
  await expect.poll(async () => (await status(page)).waiting).toBe(0);
});
