import { expect, flush, queue, seemOnline, status, test, uuid } from "../support/delivery";

test("a record of a later version is left alone, counted and exported, and sent by the version that knows it", async ({
  page,
  site,
  endpoint,
}) => {
  // Until it is asked again, so that nothing is on its way while the record changes.
  endpoint.behave = () => ({ status: 429, headers: { "Retry-After": "3600" } });
  await page.goto(site.url);
  await queue(page, endpoint.address, 2);
  await expect.poll(() => endpoint.posts.length).toBe(1);
  const key = `js1:main:r:${uuid(1)}`;
  const own = await page.evaluate((key) => localStorage.getItem(key) ?? "", key);
  const newer = `2|something|else|${own}`;
  const write = (value: string) =>
    page.evaluate(
      async ([key, id, value]) => {
        localStorage.setItem(key!, value!);
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open("js1:main");
          request.onsuccess = () => resolve(request.result);
        });
        const transaction = database.transaction("records", "readwrite");
        transaction.objectStore("records").put(value!, id!);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
        database.close();
      },
      [key, uuid(1), value],
    );
  await write(newer);
  endpoint.behave = () => ({});
  await page.reload();
  await page.waitForFunction(() => (window as any).told.length > 0);
  await flush(page);
  await expect.poll(() => [...endpoint.rows.keys()]).toEqual([uuid(2)]);
  await expect.poll(() => status(page)).toMatchObject({ newer: 1, waiting: 0, quarantined: 0 });
  expect(await page.evaluate((key) => localStorage.getItem(key), key)).toBe(newer);
  expect(await page.evaluate(() => window.journeySurvey.outbox.export())).toContain("2|something|else|");
  // The later version is taken back, and with it the form of its records.
  await write(own);
  await page.reload();
  await page.waitForFunction(() => (window as any).told.length > 0);
  await seemOnline(page);
  await expect.poll(() => endpoint.rows.size).toBe(2);
});
