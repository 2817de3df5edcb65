import { expect, expectFate, finish, isSoak, names, test, told } from "../support/delivery";

const SECONDS = isSoak ? [0, 0.5, 2, 5, 20, 60] : [0, 0.5, 2];

for (const seconds of SECONDS) {
  test(`what was called saved survives a browser that is killed ${seconds} s later`, async ({ site, endpoint, device }) => {
    test.setTimeout(30_000 + seconds * 1000);
    endpoint.behave = () => ({ cuts: true });
    const page = await device.page();
    await page.goto(site.url);
    await finish(page, "Ada");
    await page.waitForFunction(() => (window as any).told.some(({ type }: any) => type === "saved"), undefined, { polling: 1 });
    if (seconds > 0) await page.waitForTimeout(seconds * 1000);
    await device.kill();
    expect(endpoint.rows.size, "it was not sent before").toBe(0);

    endpoint.behave = () => ({});
    const again = await device.page();
    await again.goto(site.url);
    await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
    expect(await told(again)).toContainEqual(expect.objectContaining({ type: "ready" }));
  });
}

test("a browser that is killed again and again sends it once it may", async ({ site, endpoint, device }) => {
  endpoint.behave = () => ({ cuts: true });
  const page = await device.page();
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  for (let round = 0; round < 2; round += 1) {
    await device.kill();
    const attempts = endpoint.posts.length;
    const other = await device.page();
    await other.goto(site.url);
    await expect.poll(() => endpoint.posts.length).toBeGreaterThan(attempts);
  }
  await device.kill();
  endpoint.behave = () => ({});
  await (await device.page()).goto(site.url);
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
});
