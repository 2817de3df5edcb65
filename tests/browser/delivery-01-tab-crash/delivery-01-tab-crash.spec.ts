import { answerIntoTrap, expect, finish, isTold, names, setTrap, test } from "../support/delivery";

// Of the writes that end a response: record, mirror, draft, then receipt and what it makes superfluous.
for (const operation of [0, 1, 2, 3, 4, 5, 6]) {
  test(`a tab that crashes before its storage operation ${operation} loses nothing`, async ({ site, endpoint, device }) => {
    const page = await device.page();
    await setTrap(page, operation);
    await page.goto(site.url);
    await answerIntoTrap(page, site);
    await device.crashPages(page);

    const again = await device.page();
    await again.goto(site.url);
    await expect.poll(() => isTold(again, "ready")).toBe(true);
    if (operation === 0) {
      // The draft belongs to the tab that crashed, and its record to whoever comes.
      const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("js1:main:d:"));
      expect(await again.evaluate(drafts)).toHaveLength(1);
      await finish(again, "Ada");
    }
    await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
  });
}
