import axe from "axe-core";
import type { Page } from "@playwright/test";
import type { Site } from "./site";

/** What the tool needs: it brings scripts of its own, which a strict policy would refuse. */
export const admitAxe = (site: Site) => {
  site.policy = "default-src * 'unsafe-inline' 'unsafe-eval'; img-src data:";
};

/** What is wrong with the widget as it stands, in one line for each element. */
export const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], preload: false };
    const { violations } = await (window as any).axe.run("journey-survey", options);
    return violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${node.html} (${node.failureSummary})`),
    );
  });
};
