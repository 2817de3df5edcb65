import { expect, expectFate, finish, names, status, test } from "../support/delivery";

test("a token that is refused is refreshed once, and never written down", async ({ page, site, endpoint }) => {
  let good = "Bearer first";
  endpoint.behave = ({ headers }) => (headers.authorization === good ? {} : { status: 401 });
  await page.addInitScript(() => {
    Object.assign(window, { token: "Bearer first", refreshes: 0, asked: [] });
    addEventListener("DOMContentLoaded", () => {
      window.journeySurvey.authorize = async (endpoint, wasRefused) => {
        const page = window as any;
        page.asked.push(endpoint);
        if (wasRefused) {
          page.refreshes += 1;
          page.token = page.next;
        }
        return page.token;
      };
    });
  });
  await page.goto(site.url);
  good = "Bearer second";
  await page.evaluate(() => Object.assign(window, { next: "Bearer second" }));
  await finish(page, "Ada");
  await expectFate(page, "sent");
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
  expect(endpoint.posts.map(({ headers }) => headers.authorization)).toEqual(["Bearer first", "Bearer second"]);
  expect(await page.evaluate(() => (window as any).refreshes)).toBe(1);
  expect(await page.evaluate(() => (window as any).asked)).toEqual([endpoint.address, endpoint.address]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("Bearer");

  // Refused even when fresh: somebody has to look.
  good = "Bearer third";
  await page.reload();
  await page.evaluate(() => Object.assign(window, { next: "Bearer wrong" }));
  await finish(page, "Grace");
  await expectFate(page, "refused");
  expect((await status(page)).paused).toEqual([{ endpoint: endpoint.address, code: "401" }]);
});

test("a callback that throws leaves the response waiting", async ({ page, site, endpoint }) => {
  await page.goto(site.url);
  await page.evaluate(() => {
    window.journeySurvey.authorize = () => {
      throw new Error("nobody is signed in");
    };
  });
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(endpoint.posts).toEqual([]);
  await page.evaluate(() => {
    window.journeySurvey.authorize = () => "Bearer late";
  });
  await page.evaluate(() => window.journeySurvey.outbox.flush());
  await expectFate(page, "sent");
  expect(endpoint.posts[0]?.headers.authorization).toBe("Bearer late");
});
