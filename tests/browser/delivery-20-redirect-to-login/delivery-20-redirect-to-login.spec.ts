import { expect, expectFate, finish, flush, status, test } from "../support/delivery";

for (const code of [301, 302, 303]) {
  test(`${code} to a login page is not followed, and told`, async ({ page, site, endpoint }) => {
    endpoint.behave = () => ({ status: code, headers: { Location: `${endpoint.url}/login` } });
    await page.goto(site.url);
    await finish(page, "Ada");
    await expectFate(page, "refused");
    expect((await status(page)).paused).toEqual([{ endpoint: endpoint.address, code: "redirect" }]);
    expect(endpoint.arrivals.map(({ path }) => path)).toEqual(["/v1/responses"]);
    endpoint.behave = () => ({});
    await flush(page);
    await expectFate(page, "sent");
    expect(endpoint.rows.size).toBe(1);
  });
}
