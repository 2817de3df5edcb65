import { crash, expect, flush, queue, status, test } from "../support/delivery";

// As on pages without TLS.
test("without Web Locks a lease does it, and a dead tab's lease ends", async ({ context, site, endpoint }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
  endpoint.behave = () => ({ status: 503 });
  const page = await context.newPage();
  await page.goto(site.url);
  await queue(page, endpoint.address, 40);
  const other = await context.newPage();
  await other.goto(site.url);
  endpoint.behave = () => ({ delayMillis: 10 });
  const before = endpoint.posts.length;
  await Promise.all([flush(page), flush(other)]);
  await expect.poll(() => endpoint.rows.size).toBeGreaterThan(5);
  expect(await page.evaluate(() => localStorage.getItem("js1:main:l"))).toBeTruthy();
  await expect.poll(() => endpoint.rows.size, { timeout: 15_000 }).toBe(40);
  // Both may have believed in their lease for a moment.
  expect(endpoint.posts.length - before).toBeLessThanOrEqual(42);
  await expect.poll(async () => (await status(page)).waiting, { timeout: 15_000 }).toBe(0);
});

test("a lease whose holder died is taken over", async ({ context, site, endpoint }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
  endpoint.behave = () => ({ status: 503 });
  const page = await context.newPage();
  await page.goto(site.url);
  await queue(page, endpoint.address, 3);
  endpoint.behave = () => ({ hangs: true });
  const before = endpoint.posts.length;
  await flush(page);
  await expect.poll(() => endpoint.posts.length).toBeGreaterThan(before);
  endpoint.behave = () => ({});
  await crash(page);
  const other = await context.newPage();
  await other.goto(site.url);
  await expect.poll(() => endpoint.rows.size, { timeout: 20_000 }).toBe(3);
});
