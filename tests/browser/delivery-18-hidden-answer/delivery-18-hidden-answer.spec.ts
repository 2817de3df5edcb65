import { expect, expectFate, finish, flush, isTold, names, test } from "../support/delivery";

test.use({ expectedConsole: { lines: [/Failed to load resource/, /blocked by CORS policy/, /Journey Survey: .* can be reached/] } });

test("an endpoint that stores and hides its answer is explained, and nothing is called sent", async ({ page, site, endpoint }) => {
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  endpoint.hidesAnswers = true;
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(names(endpoint.rows.values()), "it is there, and the page cannot know").toEqual(["Ada"]);
  await expect.poll(() => warnings.join()).toContain("Access-Control-Allow-Origin: " + site.url);
  await flush(page);
  await expect.poll(() => endpoint.posts.length).toBeGreaterThan(1);
  expect(await isTold(page, "delivered")).toBe(false);
  expect(warnings.filter((text) => text.includes("can be reached")), "said once").toHaveLength(1);
  endpoint.hidesAnswers = false;
  await flush(page);
  await expectFate(page, "sent");
  expect(endpoint.rows.size).toBe(1);
});
