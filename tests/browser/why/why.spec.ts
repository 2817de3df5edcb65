import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { expect, screen, show, test } from "../support/scenario";

const cause = (value: string, text: string, causes: object[] = []) => ({ value, text, ...(causes.length ? { causes } : {}) });

const survey = {
  id: "why",
  locale: "en",
  elements: [
    {
      type: "journey",
      name: "journey",
      stages: [{ name: "installation", title: "Installation" }],
      touchpoints: [
        {
          name: "appointment",
          title: "The appointment",
          stage: "installation",
          causes: [
            cause("late", "They came late", [
              cause("traffic", "Traffic"),
              cause("planning", "The day was planned too tightly", [
                cause("overbooked", "Too many visits", [cause("staff", "Too few people", [cause("illness", "Illness")])]),
              ]),
            ]),
            cause("unprepared", "They were not prepared", [cause("order", "The work order was wrong")]),
            cause("rude", "They were rude"),
          ],
        },
        { name: "bill", title: "The bill" },
      ],
      adaptive: { budget: 12, depth: 5 },
    },
  ],
};

const next = (page: Page) => page.locator("[part=next]");
const at = (page: Page, address: string) => expect(screen(page)).toHaveAttribute("data-screen", address);
const said = (page: Page) => page.locator("ol").getByRole("listitem").allInnerTexts();
const appointment = (page: Page) =>
  page.evaluate(() => (window as any).handle.response().journey.journey.touchpoints.appointment);

const begin = async (page: Page, url: string) => {
  await show(page, url, survey);
  await page.getByRole("radio", { name: "1" }).check({ force: true });
  await next(page).click();
  await at(page, "appointment.why");
};

test("several causes at each level, five levels deep, with a keyboard alone", async ({ page, site }) => {
  await begin(page, site.url);
  const keyboard = new Keyboard(page);
  const check = (name: string) => keyboard.check(page.getByRole("checkbox", { name, exact: true }));
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(page.getByRole("heading", { level: 2 })).toHaveAccessibleDescription("Installation");
  await expect(page.getByRole("group").first()).toHaveAccessibleDescription("Choose all that apply.");
  await check("They came late");
  await check("They were not prepared");
  await keyboard.press(next(page));

  await at(page, "appointment.why.2");
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  expect(await said(page)).toEqual(["Installation", "The appointment"]);
  const late = page.getByRole("group", { name: "They came late" });
  await expect(late.getByRole("checkbox"), "each has its own below it").toHaveCount(2);
  await expect(page.getByRole("group", { name: "They were not prepared" }).getByRole("checkbox")).toHaveCount(1);
  await check("The day was planned too tightly");
  await check("Traffic");
  await keyboard.press(next(page));

  await at(page, "appointment.why.3");
  const way = ["Installation", "The appointment", "They came late", "The day was planned too tightly"];
  expect(await said(page)).toEqual(way);
  await check("Too many visits");
  await keyboard.press(next(page));
  await check("Too few people");
  await keyboard.press(next(page));
  await at(page, "appointment.why.5");
  expect(await said(page)).toEqual([...way, "Too many visits", "Too few people"]);

  await keyboard.press(page.locator("[part=back]"));
  await at(page, "appointment.why.4");
  await expect(page.getByRole("checkbox", { name: "Too few people" }), "back keeps what was said").toBeChecked();
  await keyboard.press(next(page));
  await check("Illness");
  await keyboard.press(next(page));
  await at(page, "bill.rating");
  expect((await appointment(page)).causes).toEqual([
    ["unprepared"],
    ["late", "traffic"],
    ["late", "planning", "overbooked", "staff", "illness"],
  ]);
});

test("none of these has room for words, and nothing stands beside it, with a pointer alone", async ({ page, site }) => {
  await begin(page, site.url);
  const option = (text: string) => page.locator("[part=option]", { hasText: text });
  const chosen = page.getByRole("checkbox", { checked: true });
  await option("They were rude").click();
  await option("I don’t know").click();
  await expect(chosen).toHaveCount(1);
  await option("None of these").click();
  await expect(chosen).toHaveCount(1);
  const words = page.getByRole("textbox", { name: "In your own words" });
  await words.click();
  await words.fill("The dog was frightened.");
  await page.locator("[part=back]").click();
  await at(page, "appointment.rating");
  await next(page).click();
  await expect(words, "what was written and not said is kept").toHaveValue("The dog was frightened.");
  await next(page).click();
  await at(page, "bill.rating");
  expect(await appointment(page)).toMatchObject({ causes: [], other: "The dog was frightened." });
});

test("don’t know is an answer, and asks nothing deeper", async ({ page, site }) => {
  await begin(page, site.url);
  await new Keyboard(page).check(page.getByRole("checkbox", { name: "I don’t know" }));
  await next(page).click();
  await at(page, "bill.rating");
  expect(await appointment(page)).not.toHaveProperty("causes");
});

test("where there is no tree, the why is one open question", async ({ page, site }) => {
  await begin(page, site.url);
  await page.getByRole("checkbox", { name: "They were rude" }).check({ force: true });
  await next(page).click();
  await page.getByRole("radio", { name: "1" }).check({ force: true });
  await next(page).click();
  await at(page, "bill.why");
  await expect(page.getByRole("group").first()).toHaveAccessibleDescription("A few words are enough.");
  const keyboard = new Keyboard(page);
  await keyboard.write(page.getByRole("textbox"), "It was wrong.");
  await keyboard.press(next(page));
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
});

for (const locale of ["en", "ar"]) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing on any why in ${locale} at ${width} px`, async ({ page, site }) => {
      admitAxe(site);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      await show(page, site.url, { ...survey, locale });
      await page.getByRole("radio").first().check({ force: true });
      await next(page).click();
      for (let level = 1; level <= 3; level += 1) {
        await at(page, level === 1 ? "appointment.why" : `appointment.why.${level}`);
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const causes = page.getByRole("checkbox");
        await causes.nth(0).check({ force: true });
        if (level < 3) await causes.nth(1).check({ force: true });
        await next(page).click();
      }
    });
  }
}
