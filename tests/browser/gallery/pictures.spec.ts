import { expect, test } from "../support/scenario";
import { KINDS, open } from "./gallery";

/** For each look, the state that is looked at in each width. */
const LOOKS = [
  { look: "light", query: "scheme=light", states: { 320: "error", 768: "described", 1280: "answered" } },
  { look: "dark", query: "scheme=dark", states: { 320: "answered", 768: "error", 1280: "read-only" } },
  { look: "rtl", query: "scheme=light&dir=rtl", states: { 320: "long", 768: "answered", 1280: "required" } },
];

test.use({ reducedMotion: "reduce" } as object);

for (const { look, query, states } of LOOKS) {
  test(`every kind looks the same in ${look}`, async ({ page, site }) => {
    test.setTimeout(300_000);
    await open(page, site, `state=empty,${Object.values(states)}&${query}`);
    await page.addStyleTag({ url: `${site.url}/font.css` });
    for (const [width, state] of Object.entries(states)) {
      await page.setViewportSize({ width: Number(width), height: 800 });
      for (const kind of KINDS) {
        const of = (state: string) => page.locator(`section[data-kind="${kind}"][data-state="${state}"] [part~=card]`);
        const shown = (await of(state).count()) > 0 ? of(state) : of("empty");
        await expect.soft(shown).toHaveScreenshot(`${kind}-${look}-${width}.png`, { maxDiffPixelRatio: 0.0005 });
      }
    }
  });
}
