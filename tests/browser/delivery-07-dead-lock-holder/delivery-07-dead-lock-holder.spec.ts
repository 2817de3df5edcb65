import { crash, expect, flush, queue, test } from "../support/delivery";

test("when the tab that sends dies, another one goes on", async ({ page, context, site, endpoint }) => {
  // Nobody tries again by itself until both are told to.
  endpoint.behave = () => ({ status: 429, headers: { "Retry-After": "3600" } });
  await page.goto(site.url);
  await queue(page, endpoint.address, 10);
  const other = await context.newPage();
  await other.goto(site.url);
  endpoint.behave = () => ({ hangs: true });
  const before = endpoint.posts.length;
  await flush(page);
  await expect.poll(() => endpoint.posts.length).toBe(before + 1);
  await flush(other);
  await other.waitForTimeout(300);
  expect(endpoint.posts.length, "the other tab waits for its turn").toBe(before + 1);
  endpoint.behave = () => ({});
  await crash(page);
  await expect.poll(() => endpoint.rows.size, { timeout: 15_000 }).toBe(10);
});
