import axe from "axe-core";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/scenario";
import { KINDS, open } from "./gallery";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const options = { runOnly, preload: false, resultTypes: ["violations"] };
    const { violations } = await (window as any).axe.run("journey-survey", options);
    return violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")} ${node.html} (${node.failureSummary})`),
    );
  }, RULES);
};

test.use({ reducedMotion: "reduce" } as object);
test.beforeEach(({ site }) => {
  // The tool brings scripts of its own, which a strict policy would refuse.
  site.policy = "default-src * data: 'unsafe-inline' 'unsafe-eval'";
});

// Colours and direction have nothing to do with each other: both of each are met by every kind in every state.
for (const kind of KINDS) {
  test(`axe finds nothing in any state of ${kind}`, async ({ page, site }) => {
    for (const look of ["scheme=light&dir=ltr", "scheme=dark&dir=rtl"]) {
      await open(page, site, `kind=${kind}&state=all&${look}`);
      expect(await violations(page), look).toEqual([]);
    }
  });
}

for (const look of ["scheme=dark&dir=ltr", "scheme=light&dir=rtl"]) {
  test(`axe finds nothing in ${look}`, async ({ page, site }) => {
    await open(page, site, `state=answered,error&${look}`);
    expect(await violations(page)).toEqual([]);
  });
}

for (const theme of ["soft", "contrast", "compact"]) {
  test(`axe finds nothing with the theme ${theme}`, async ({ page, site }) => {
    for (const scheme of ["light", "dark"]) {
      await open(page, site, `kind=text,comment,checkbox,rating,matrix,paneldynamic&state=answered,error,disabled&theme=${theme}&scheme=${scheme}`);
      expect(await violations(page), scheme).toEqual([]);
    }
  });
}
