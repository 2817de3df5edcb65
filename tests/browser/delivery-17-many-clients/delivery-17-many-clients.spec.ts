import { expect, finish, isSoak, names, test } from "../support/delivery";

const CLIENTS = isSoak ? 50 : 12;

test("clients that were turned away together do not come back together", async ({ browser, site, endpoint }) => {
  test.setTimeout(isSoak ? 240_000 : 60_000);
  const turned = new Set<string>();
  endpoint.behave = ({ key }) => {
    if (turned.has(key)) return {};
    turned.add(key);
    return { status: 503 };
  };
  const contexts = await Promise.all(Array.from({ length: CLIENTS }, () => browser.newContext()));
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  await Promise.all(pages.map((page) => page.goto(site.url)));
  await Promise.all(pages.map((page, number) => finish(page, `n${100 + number}`)));
  await expect.poll(() => endpoint.rows.size, { timeout: 40_000 }).toBe(CLIENTS);
  expect(names(endpoint.rows.values())).toHaveLength(CLIENTS);
  // What each waited is spread over the two seconds of the first backoff.
  const waits = [...turned].map((key) => {
    const [first, second] = endpoint.posts.filter((arrival) => arrival.key === key);
    return second!.at - first!.at;
  });
  const perTenth = new Map<number, number>();
  for (const wait of waits) perTenth.set(Math.floor(wait / 200), (perTenth.get(Math.floor(wait / 200)) ?? 0) + 1);
  expect(Math.max(...perTenth.values()), `waits: ${waits}`).toBeLessThan(CLIENTS / 2);
  expect(endpoint.posts).toHaveLength(2 * CLIENTS);
  await Promise.all(contexts.map((context) => context.close()));
});
