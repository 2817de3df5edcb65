import { everyControl } from "../host-resets/surveys";
import config from "../playwright.config";
import { expect, show, test } from "../support/scenario";

const { args = [], ...launch } = config.use?.launchOptions ?? {};
test.use({ launchOptions: { ...launch, args: [...args, "--blink-settings=defaultFontSize=24"] } });

test("text is as large as the browser is told to write, whatever the page does, and fits a phone", async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await show(page, site.url, everyControl);
  // The page’s own idea of a size does not count.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 10px }");
    document.adoptedStyleSheets = [sheet];
  });
  await expect(page.locator("[part=card]")).toHaveCSS("font-size", "24px");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const sticking = await page.locator("[part=card]").evaluate((card) => {
    const edge = card.getBoundingClientRect();
    return [...card.querySelectorAll("*")]
      .map((part) => ({ part, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1))
      .map(({ part }) => `${part.tagName}.${part.className}`);
  });
  expect(sticking).toEqual([]);
});
