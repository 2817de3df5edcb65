import { expect, expectFate, finish, flush, isTold, names, status, test } from "../support/delivery";

test("without IndexedDB nothing is called saved, and yet it is sent", async ({ page, site, endpoint }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { get: () => undefined });
    // What is said at any instant, and not only when somebody looks.
    Object.assign(window, { fates: [] });
    addEventListener("DOMContentLoaded", () => {
      const root = document.querySelector("journey-survey")?.shadowRoot;
      const note = () => {
        const fate = root?.querySelector("[data-fate]")?.getAttribute("data-fate");
        if (fate && (window as any).fates.at(-1) !== fate) (window as any).fates.push(fate);
      };
      if (root) new MutationObserver(note).observe(root, { subtree: true, childList: true, attributes: true });
    });
  });
  endpoint.behave = () => ({ cuts: true });
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "memory");
  expect(await status(page)).toMatchObject({ waiting: 1, notDurable: 1 });
  await flush(page);
  await expect.poll(() => endpoint.posts.length).toBeGreaterThan(1);
  await expectFate(page, "memory");
  endpoint.behave = () => ({});
  await flush(page);
  await expectFate(page, "sent");
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
  expect(await isTold(page, "saved")).toBe(false);
  const fates = await page.evaluate(() => (window as any).fates);
  expect(fates).not.toContain("state.saved");
  expect(fates).not.toContain("state.waiting");
});
