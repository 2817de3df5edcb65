import { expect, expectFate, finish, flush, seemOnline, test } from "../support/delivery";

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

const cases: { name: string; text: () => string; fromMillis: number; toMillis: number }[] = [
  { name: "a date", text: () => inSeconds(4), fromMillis: 2900, toMillis: 9000 },
  { name: "a date that is past", text: () => inSeconds(-3600), fromMillis: 0, toMillis: 5000 },
  { name: "garbage", text: () => "soon, I hope", fromMillis: 0, toMillis: 5000 },
  { name: "a negative number", text: () => "-5", fromMillis: 0, toMillis: 5000 },
];

for (const { name, text, fromMillis, toMillis } of cases) {
  test(`429 with ${name}`, async ({ page, site, endpoint }) => {
    endpoint.behave = (_, number) => (number === 0 ? { status: 429, headers: { "Retry-After": text() } } : {});
    await page.goto(site.url);
    await finish(page, "Ada");
    await expectFate(page, "sent");
    const [first, second] = endpoint.posts;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(fromMillis);
    expect(second!.at - first!.at).toBeLessThan(toMillis);
  });
}

test("a billion seconds are not waited for when somebody taps", async ({ page, site, endpoint }) => {
  endpoint.behave = (_, number) => (number === 0 ? { status: 429, headers: { "Retry-After": "1000000000" } } : {});
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  await seemOnline(page);
  await page.waitForTimeout(2500);
  expect(endpoint.posts).toHaveLength(1);
  await flush(page);
  await expectFate(page, "sent");
});
