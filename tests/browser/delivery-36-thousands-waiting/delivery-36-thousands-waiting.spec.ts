import { expect, isSoak, queue, record, status, test } from "../support/delivery";

const COUNT = isSoak ? 5000 : 1000;

test(`${COUNT} waiting responses neither delay the first question nor take long`, async ({ page, site, endpoint }) => {
  test.setTimeout(240_000);
  const firstQuestion = async (): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      // Nobody leaves a page the moment it is there; what it does then would be counted as the next one's.
      await page.waitForTimeout(1000);
      await page.reload();
      await page.waitForFunction(() => (window as any).told.some(({ type }: any) => type === "ready"));
      times.push(await page.evaluate(() => (window as any).told.find(({ type }: any) => type === "ready").at));
    }
    return times.sort((a, b) => a - b)[2]!;
  };
  endpoint.behave = () => ({ status: 429, headers: { "Retry-After": "3600" } });
  await page.goto(site.url);
  const withNone = await firstQuestion();
  await queue(page, endpoint.address, COUNT);
  const withMany = await firstQuestion();

  const heap = async (): Promise<number> => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  };
  const heapBefore = await heap();
  endpoint.behave = () => ({});
  const start = Date.now();
  await page.evaluate(() => window.journeySurvey.outbox.flush());
  await expect.poll(() => endpoint.rows.size, { timeout: 200_000, intervals: [50] }).toBe(COUNT);
  const perSecond = Math.round((COUNT * 1000) / (Date.now() - start));
  await expect.poll(async () => (await status(page)).waiting).toBe(0);
  const heapAfter = await heap();
  record(
    `${COUNT} waiting responses`,
    `first question ${withMany.toFixed(0)} ms (with none ${withNone.toFixed(0)} ms), ` +
      `${perSecond} sent a second, heap ${heapBefore.toFixed(1)} MB before and ${heapAfter.toFixed(1)} MB after`,
  );
  // On a machine that does other things at the same time a bound is wider than the promise.
  const slack = isSoak ? 1 : 4;
  expect(withMany - withNone).toBeLessThan(50 * slack);
  expect(perSecond).toBeGreaterThan(200 / slack);
  expect(heapAfter - heapBefore).toBeLessThan(5);
});
