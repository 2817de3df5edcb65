import { expect, expectFate, finish, names, test } from "../support/delivery";

const YEAR = 365 * 86_400_000;

for (const [name, jump] of [["ahead", YEAR], ["back", -YEAR]] as const) {
  test(`a clock that jumps a year ${name} while a response waits neither stops it nor sends it without end`, async ({
    page,
    site,
    endpoint,
  }) => {
    await page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Object.assign(window, { jump: 0 });
      Date.now = () => now() + (window as any).jump;
    });
    endpoint.behave = () => ({ status: 503 });
    await page.goto(site.url);
    await finish(page, "Ada");
    await expectFate(page, "waiting");
    await page.evaluate((jump) => Object.assign(window, { jump }), jump);
    const before = endpoint.posts.length;
    await page.waitForTimeout(2500);
    expect(endpoint.posts.length - before, "no busy loop").toBeLessThan(8);
    endpoint.behave = () => ({});
    await expectFate(page, "sent", 20_000);
    expect(names(endpoint.rows.values())).toEqual(["Ada"]);
    // And once more, with what the jump has left behind.
    await page.reload();
    await finish(page, "Grace");
    await expectFate(page, "sent");
    expect(names(endpoint.rows.values())).toEqual(["Ada", "Grace"]);
  });
}
