import { expect, flush, queue, seemOnline, test, uuid } from "../support/delivery";

test("an upload that is cut in the middle is sent again, whole", async ({ page, site, endpoint }) => {
  endpoint.cutsUploadAfter = 100_000;
  await page.goto(site.url);
  const padding = "x".repeat(800_000);
  await queue(page, endpoint.address, 1, padding);
  await flush(page);
  await page.waitForTimeout(500);
  expect(endpoint.posts, "no request was whole").toEqual([]);
  endpoint.cutsUploadAfter = Infinity;
  await seemOnline(page);
  await expect.poll(() => endpoint.rows.size).toBe(1);
  expect(JSON.parse(endpoint.rows.get(uuid(1)) ?? "").answers.padding).toBe(padding);
});
