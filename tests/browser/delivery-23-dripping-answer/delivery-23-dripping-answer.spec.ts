import { expect, expectFate, finish, flush, isSoak, test } from "../support/delivery";

test("an answer that comes byte by byte is waited for, and the page stays awake", async ({ page, site, endpoint }) => {
  endpoint.behave = () => ({ dripMillis: 5 });
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "saved");
  await expectFate(page, "sent");
  expect(endpoint.posts).toHaveLength(1);
});

test("one byte a second is given up after 30 s, and tried again", async ({ page, site, endpoint }) => {
  test.setTimeout(90_000);
  if (!isSoak) await page.clock.install();
  let isMended = false;
  // It is tried again within two seconds by itself, which is to fail until the page was seen to wait.
  endpoint.behave = (_, number) => (number === 0 ? { dripMillis: 1000 } : isMended ? {} : { status: 503 });
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "saved");
  await expect.poll(() => endpoint.posts.length).toBe(1);
  if (isSoak) await page.waitForTimeout(31_000);
  else await page.clock.fastForward(31_000);
  await expectFate(page, "waiting");
  isMended = true;
  await flush(page);
  if (!isSoak) await page.clock.fastForward(1000);
  await expectFate(page, "sent");
  // The first one was stored too: the last is its replay.
  expect(endpoint.rows.size).toBe(1);
  expect(endpoint.posts.length).toBeGreaterThan(1);
  expect(endpoint.posts.length).toBeLessThan(6);
});
