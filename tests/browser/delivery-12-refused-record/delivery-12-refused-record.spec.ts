import { expect, flush, names, queue, status, test, uuid } from "../support/delivery";

for (const code of [400, 413, 415, 422]) {
  test(`a record that is refused with ${code} holds up nobody, and is kept`, async ({ page, site, endpoint }) => {
    endpoint.behave = () => ({ status: 503 });
    await page.goto(site.url);
    await queue(page, endpoint.address, 5);
    endpoint.behave = ({ key }) => (key === uuid(3) ? { status: code } : {});
    await flush(page);
    await expect.poll(() => names(endpoint.rows.values())).toEqual(["n1", "n2", "n4", "n5"]);
    await expect.poll(() => status(page)).toMatchObject({ waiting: 0, needsAttention: 1, paused: [] });
    const attempts = endpoint.posts.length;
    expect(await page.evaluate(() => window.journeySurvey.outbox.export())).toContain(uuid(3));
    await page.reload();
    await page.waitForTimeout(300);
    expect(endpoint.posts.length, "nobody tries it again by himself").toBe(attempts);
    endpoint.behave = () => ({});
    await flush(page);
    await expect.poll(() => endpoint.rows.size).toBe(5);
  });
}
