import type { Page } from "@playwright/test";
import { append, expect, screen, test } from "../support/scenario";

/** What page translators do: each text node is wrapped in a `<font>`. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("journey-survey")?.shadowRoot;
    if (!root) throw new Error("there is no survey to translate");
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement?.localName === "font") continue;
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(text);
      text.data = text.data.toUpperCase();
    }
  });

test("a translated page goes on working", async ({ page, site }) => {
  await page.goto(site.url);
  await append(page);
  for (let step = 0; step < 8; step += 1) {
    await expect(page.locator("[part=next]")).toBeVisible();
    await translate(page);
    const radio = page.getByRole("radio").first();
    const checkbox = page.getByRole("checkbox").first();
    if (await radio.isVisible()) await radio.check({ force: true });
    else if (await checkbox.isVisible()) await checkbox.check({ force: true });
    await translate(page);
    const before = await screen(page).count() ? await screen(page).getAttribute("data-screen") : null;
    if (before === null) break;
    await page.locator("[part=next]").click();
    await expect(page.locator(`[data-screen="${before}"]`)).toHaveCount(0);
  }
  await expect(page.getByText(/recommend/i)).toBeVisible();
});
