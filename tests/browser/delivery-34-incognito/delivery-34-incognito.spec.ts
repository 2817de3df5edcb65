import { expect, expectFate, finish, names, test } from "../support/delivery";

test("in a private window it is kept as long as the window lives", async ({ browser, site, endpoint }) => {
  // A context without a profile is what a private window is.
  const context = await browser.newContext();
  const page = await context.newPage();
  endpoint.behave = () => ({ cuts: true });
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  await page.close();
  endpoint.behave = () => ({});
  const other = await context.newPage();
  await other.goto(site.url);
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
  await context.close();
});
