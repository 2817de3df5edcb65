import { expect, flush, queue, status, test, uuid } from "../support/delivery";

test("damaged records are mended from their copies, or set aside and kept", async ({ page, site, endpoint }) => {
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await queue(page, endpoint.address, 5);
  await page.evaluate(async (ids) => {
    const key = (id: string) => `js1:main:r:${id}`;
    const value = (id: string) => localStorage.getItem(key(id)) ?? "";
    const flipped = (text: string) => text.slice(0, 80) + String.fromCharCode(text.charCodeAt(80) ^ 1) + text.slice(81);
    localStorage.setItem(key(ids[0]!), value(ids[0]!).slice(0, -20));
    localStorage.setItem(key(ids[1]!), flipped(value(ids[1]!)));
    localStorage.setItem(key(ids[2]!), "");
    // Of the fourth both copies are harmed.
    localStorage.setItem(key(ids[3]!), flipped(value(ids[3]!)));
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("js1:main");
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("records", "readwrite");
    transaction.objectStore("records").put("1|00000000|3|abc", ids[3]!);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, [1, 2, 3, 4].map(uuid));
  endpoint.behave = () => ({});
  await page.reload();
  await page.waitForFunction(() => (window as any).told.length > 0);
  await flush(page);
  await expect.poll(() => [...endpoint.rows.keys()].sort()).toEqual([1, 2, 3, 5].map(uuid));
  await expect.poll(() => status(page)).toMatchObject({ waiting: 0 });
  expect((await status(page)).quarantined).toBeGreaterThan(0);
  const exported = await page.evaluate(() => window.journeySurvey.outbox.export());
  expect(exported).toContain(uuid(4));
});
