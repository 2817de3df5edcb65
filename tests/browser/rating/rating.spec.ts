import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const ENDS = { minRateDescription: "Not at all likely", maxRateDescription: "Extremely likely" };

const SCALES = {
  elements: [
    { type: "rating", name: "five", title: "Five", isRequired: true },
    { type: "rating", name: "ten", title: "Ten", rateMin: 0, rateMax: 10, ...ENDS },
    { type: "rating", name: "stars", title: "Stars", rateType: "stars" },
    { type: "rating", name: "faces", title: "Faces", rateType: "smileys", ...ENDS },
    { type: "rating", name: "many", title: "Many", rateMax: 20 },
    { type: "rating", name: "words", title: "Words", rateValues: ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"] },
    { type: "rating", name: "extremes", title: "Extremes", displayRateDescriptionsAsExtremeItems: true, ...ENDS },
  ],
};

const group = (page: Page, name: string) => page.getByRole("group", { name });

/** How many values stand in each row. */
const rows = (page: Page, name: string) =>
  group(page, name).evaluate((group) => {
    const tops = [...group.querySelectorAll("[part=rate]")].map((rate) => Math.round(rate.getBoundingClientRect().top));
    return [...new Set(tops)].map((top) => tops.filter((other) => other === top).length);
  });

test.use({ reducedMotion: "reduce" } as object);

test("what was clicked twice is taken back", async ({ page, site }) => {
  await show(page, site.url, SCALES);
  const three = group(page, "Ten").getByRole("radio", { name: "3" });
  await three.check({ force: true });
  expect(await answers(page)).toEqual({ ten: 3 });
  await three.click({ force: true });
  await expect(three).not.toBeChecked();
  expect(await answers(page)).toEqual({});
  await three.check({ force: true });
  expect(await answers(page)).toEqual({ ten: 3 });
});

test("by keys: arrows move within a scale and never lead on", async ({ page, site }) => {
  await show(page, site.url, {
    autoAdvanceEnabled: true,
    pages: [{ elements: [SCALES.elements[0]!] }, { elements: [{ type: "text", name: "end", title: "The end" }] }],
  });
  const keys = new Keyboard(page);
  await keys.choose(group(page, "Five").getByRole("radio", { name: "4" }));
  await page.keyboard.press("ArrowRight");
  expect(await answers(page)).toEqual({ five: 5 });
  await expect(page.getByRole("radio", { name: "5" })).toBeFocused();
  // Longer than going on by itself would take.
  await page.waitForTimeout(600);
  await expect(page.getByRole("radio", { name: "5" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "The end" })).toBeVisible();
});

test("by pointer: every way to show a scale", async ({ page, site }) => {
  await show(page, site.url, SCALES);
  const choose = (name: string, rate: number) => group(page, name).locator("[part=rate]").nth(rate).click();
  await choose("Five", 1);
  await choose("Ten", 10);
  await choose("Stars", 2);
  await expect(group(page, "Stars").locator("[data-lit]")).toHaveCount(3);
  await choose("Faces", 0);
  await choose("Many", 16);
  await choose("Words", 3);
  await choose("Extremes", 4);
  await expect(group(page, "Extremes").locator("[part=rate]").last()).toHaveText("Extremely likely");
  expect(await answers(page)).toEqual({ five: 2, ten: 10, stars: 3, faces: 1, many: 17, words: "Agree", extremes: 5 });
});

test("what the ends mean is said with them", async ({ page, site }) => {
  await show(page, site.url, SCALES);
  for (const name of ["Ten", "Faces"]) {
    const values = group(page, name).getByRole("radio");
    await expect(values.first()).toHaveAccessibleName(/Not at all likely/);
    await expect(values.last()).toHaveAccessibleName(/Extremely likely/);
  }
});

for (const [width, expected] of [
  [320, { Ten: [11], Stars: [5], Faces: [5], Many: [5, 5, 5, 5], Words: [1, 1, 1, 1, 1] }],
  [768, { Ten: [11], Stars: [5], Faces: [5], Many: [10, 10], Words: [5] }],
] as const) {
  for (const locale of ["en", "ar"]) {
    test(`even rows at ${width} px in ${locale}`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 800 });
      await show(page, site.url, { ...SCALES, locale });
      for (const [name, counts] of Object.entries(expected)) expect(await rows(page, name), name).toEqual(counts);
      const isCutOff = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(isCutOff).toBe(false);
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme } as object);

    test("axe finds nothing", async ({ page, site }) => {
      admitAxe(site);
      await page.setViewportSize({ width: 320, height: 800 });
      await show(page, site.url, SCALES);
      expect(await violations(page)).toEqual([]);
      for (const scale of await page.locator(".scale").all()) await scale.locator("[part=rate]").nth(3).click();
      expect(await violations(page), "answered").toEqual([]);
    });
  });
}
