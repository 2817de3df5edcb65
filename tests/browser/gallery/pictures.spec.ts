import { expect, test } from "../support/scenario";
import { KINDS, inState, open } from "./gallery";

/** For each look, what is looked at in each width. */
const LOOKS = [
  { look: "light", query: "scheme=light", states: { 320: "error", 768: "described", 1280: "answered" } },
  { look: "dark", query: "scheme=dark", states: { 320: "answered", 768: "error", 1280: "read-only" } },
  { look: "rtl", query: "scheme=light&dir=rtl", states: { 320: "long", 768: "answered", 1280: "required" } },
];

test.use({ reducedMotion: "reduce" } as object);

for (const kind of KINDS) {
  for (const { look, query, states } of LOOKS) {
    test(`${kind} looks the same in ${look}`, async ({ page, site }) => {
      await open(page, site, `kind=${kind}&state=empty,${Object.values(states)}&${query}`);
      await page.addStyleTag({ url: `${site.url}/font.css` });
      for (const [width, state] of Object.entries(states)) {
        await page.setViewportSize({ width: Number(width), height: 800 });
        const wanted = inState(page, state);
        const shown = (await wanted.count()) > 0 ? wanted : inState(page, "empty");
        await expect(shown.locator("[part=card]")).toHaveScreenshot(`${kind}-${look}-${width}.png`, {
          maxDiffPixelRatio: 0.005,
        });
      }
    });
  }
}
