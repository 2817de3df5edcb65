import axe from "axe-core";
import type { Page } from "@playwright/test";
import { expect, fate, screen, show, test } from "../support/scenario";

const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], preload: false };
    const { violations } = await (window as any).axe.run("journey-survey", options);
    return violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${node.html} (${node.failureSummary})`),
    );
  });
  return found;
};

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" } as object);

    test(`axe finds nothing on any screen in ${colorScheme}`, async ({ page, site, collector }) => {
      // The tool brings scripts of its own, which a strict policy would refuse.
      site.policy = "default-src * 'unsafe-inline' 'unsafe-eval'; img-src 'none'";
      await page.goto(site.url);
      await page.evaluate((endpoint) => {
        const survey = document.createElement("journey-survey");
        survey.setAttribute("shadow", "open");
        survey.setAttribute("survey", "/dist/surveys/installation.json");
        survey.setAttribute("endpoint", endpoint);
        document.body.append(survey);
      }, `${collector.url}/v1/responses`);
      const next = page.locator("[part=next]");
      for (;;) {
        await expect(next).toBeVisible();
        expect(await violations(page)).toEqual([]);
        if ((await screen(page).count()) === 0) break;
        const address = await screen(page).getAttribute("data-screen");
        const radio = page.getByRole("radio");
        if (address === "pick") await page.getByRole("radio", { name: "The installer’s visit" }).check({ force: true });
        else if (await radio.count()) await radio.first().check({ force: true });
        else await page.getByRole("checkbox").first().check({ force: true });
        await next.click();
        await expect(page.locator(`[data-screen="${address}"]`)).toHaveCount(0);
      }
      await page.getByRole("radio", { name: "Yes" }).check({ force: true });
      await next.click();
      await expect(page.getByRole("alert").first()).toBeVisible();
      expect(await violations(page), "with an error").toEqual([]);
      await page.getByRole("textbox", { name: /mail/i }).fill("ada@example.com");
      await next.click();
      await expect(page.getByRole("heading", { name: /thank/i })).toBeVisible();
      // Not before the endpoint has answered: it is shut down after this.
      await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
      expect(await violations(page), "the closing page").toEqual([]);
    });
  });
}

test("the focus stays in a survey that ends without a word", async ({ page, site }) => {
  await show(page, site.url, { showCompletePage: false, elements: [{ type: "text", name: "name", title: "Your name" }] });
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className);
  await expect.poll(focused).toBe("closing");
});
