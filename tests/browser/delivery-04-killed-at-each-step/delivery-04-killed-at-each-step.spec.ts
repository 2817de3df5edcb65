import { answerIntoTrap, expect, finish, isSoak, isTold, names, setTrap, test } from "../support/delivery";

// Each operation that ends a response; the browser dies before it. The last ones come after the acknowledgement.
const OPERATIONS = isSoak ? [0, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 5];

for (const operation of OPERATIONS) {
  test(`a browser that is killed before operation ${operation} keeps what it promised`, async ({ site, endpoint, device }) => {
    const page = await device.page();
    await setTrap(page, operation);
    const promised: string[] = [];
    page.on("console", (message) => promised.push(message.text()));
    await page.goto(site.url);
    await page.evaluate(() => addEventListener("journey-survey:saved", () => console.log("saved")));
    await answerIntoTrap(page, site);
    await device.kill();
    const wasSaved = promised.includes("saved");

    const again = await device.page();
    await again.goto(site.url);
    await expect.poll(() => isTold(again, "ready")).toBe(true);
    if (wasSaved || endpoint.rows.size > 0) {
      await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
    } else {
      // Nothing was promised: whatever comes comes once, and the page is ready for the answer.
      await finish(again, "Ada");
      await expect.poll(() => names(endpoint.rows.values())).toContain("Ada");
      expect(endpoint.rows.size).toBeLessThanOrEqual(2);
    }
  });
}
