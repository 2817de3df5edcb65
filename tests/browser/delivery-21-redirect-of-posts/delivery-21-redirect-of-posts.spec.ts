import { expect, expectFate, finish, flush, status, test } from "../support/delivery";

for (const code of [307, 308]) {
  test(`${code} does not carry a response to somebody else`, async ({ page, site, endpoint }) => {
    endpoint.behave = ({ path }) =>
      path === "/v1/responses" ? { status: code, headers: { Location: `${endpoint.url}/elsewhere` } } : {};
    await page.goto(site.url);
    await finish(page, "Ada");
    await expectFate(page, "refused");
    expect((await status(page)).paused).toMatchObject([{ code: "redirect" }]);
    expect(endpoint.arrivals.map(({ path }) => path)).toEqual(["/v1/responses"]);
    expect(endpoint.rows.size).toBe(0);
    endpoint.behave = () => ({});
    await flush(page);
    await expectFate(page, "sent");
  });
}
