import { expect, expectFate, finish, flush, names, test } from "../support/delivery";

test("an acknowledgement that is lost leads to a replay of the same bytes, and to one row", async ({ page, site, endpoint }) => {
  endpoint.behave = (_, number) => (number < 2 ? { stores: true, cuts: true } : {});
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(names(endpoint.rows.values()), "it is there, and nobody knows").toEqual(["Ada"]);
  await flush(page);
  await expectFate(page, "sent");
  expect(endpoint.rows.size).toBe(1);
  const sent = endpoint.posts.map(({ key, body }) => ({ key, body }));
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(sent).toHaveLength(3);
});
