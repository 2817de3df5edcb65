import type { Locator, Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { expect, screen, show, test } from "../support/scenario";
import { arabic, rating, survey } from "./survey";

const next = (page: Page) => page.locator("[part=next]");

const at = (page: Page, address: string) => expect(screen(page)).toHaveAttribute("data-screen", address);

const journey = (page: Page) => page.evaluate(() => (window as any).handle.response().journey.journey);

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error(`${locator} is not there to be seen`);
  return found;
};

/** The middle of the mark of a step. */
const middle = async (page: Page, title: string) => {
  const { x, y, width, height } = await box(page.locator("label", { hasText: title }).locator("input"));
  return { x: x + width / 2, y: y + height / 2 };
};

test("the steps that gave trouble are marked, and the worst is picked, with a keyboard alone", async ({ page, site }) => {
  await show(page, site.url, survey);
  const keyboard = new Keyboard(page);
  await keyboard.choose(page.getByRole("radio", { name: "2" }));
  await keyboard.press(next(page));
  await at(page, "map");
  await expect(page.getByRole("heading", { level: 2 }), "the focus is where the question is").toBeFocused();
  await expect(page.getByRole("group", { name: "Waiting for the delivery" }).getByRole("checkbox")).toHaveCount(3);
  await expect(page.getByRole("group", { name: /gave you trouble/ })).toHaveAccessibleDescription("Mark all that did.");
  await expect(next(page)).toHaveText("Skip");
  await keyboard.check(page.getByRole("checkbox", { name: /Packing your order\s*Behind the scenes/ }));
  await keyboard.check(page.getByRole("checkbox", { name: "The driver" }));
  await keyboard.check(page.getByRole("checkbox", { name: "The help line" }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "The help line" })).not.toBeChecked();
  await keyboard.press(next(page));
  await at(page, "pick");
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  const driver = page.getByRole("radio", { name: "The driver" });
  await expect(driver, "what was marked shows its mark").toHaveAccessibleName(/You marked this/);
  await expect(page.getByRole("radio", { name: "The shop" })).toHaveAccessibleName("The shop");
  await keyboard.choose(driver);
  await at(page, "pick");
  await keyboard.press(next(page));
  await at(page, "driver.why");
  const { touchpoints } = await journey(page);
  expect(touchpoints.driver).toMatchObject({ marked: true, picked: true });
  expect(touchpoints.packing).toMatchObject({ marked: true, picked: false });
  expect(touchpoints.help).toMatchObject({ marked: false, picked: false });
});

test("with a pointer alone; back leads to what was said", async ({ page, site }) => {
  await show(page, site.url, rating("messages"));
  await page.locator("[part=rate]").nth(1).click();
  await next(page).click();
  await at(page, "map");
  const station = (title: string) => page.locator("[part=station]", { hasText: title });
  await station("The messages").click();
  await station("The manual").click();
  await station("The manual").click();
  await page.locator("[part=option]", { hasText: "None of them" }).click();
  await expect(page.getByRole("checkbox", { checked: true }), "nothing beside none").toHaveCount(1);
  await station("The messages").click();
  await expect(page.getByRole("checkbox", { name: /None/ })).not.toBeChecked();
  await next(page).click();
  await at(page, "pick");
  await station("The messages").click();
  await page.locator("[part=back]").click();
  await at(page, "map");
  await expect(page.getByRole("checkbox", { name: "The messages" })).toBeChecked();
  await next(page).click();
  await at(page, "pick");
  await expect(page.getByRole("radio", { name: "The messages" }), "what was chosen and not said is kept").toBeChecked();
  await next(page).click();
  await at(page, "messages.rating");
  await page.locator("[part=rate]").nth(1).click();
  await next(page).click();
  await at(page, "messages.why");
  await page.locator("[part=back]").click();
  await page.locator("[part=back]").click();
  await at(page, "pick");
  await expect(station("The messages"), "what was rated shows its mark").toContainText("You gave it 2");
});

test("what did not happen is an answer like the others", async ({ page, site }) => {
  await show(page, site.url, rating("driver"));
  for (const choose of [
    page.getByRole("radio", { name: "1" }),
    page.getByRole("checkbox", { name: "The driver" }),
    page.getByRole("radio", { name: "The driver" }),
  ]) {
    await choose.check({ force: true });
    await next(page).click();
  }
  await at(page, "driver.rating");
  const keyboard = new Keyboard(page);
  await keyboard.choose(page.getByRole("radio", { name: "This did not happen to me" }));
  await at(page, "driver.rating");
  await expect(next(page)).toHaveText("Next");
  await keyboard.press(next(page));
  // By the lot that was drawn it may have been the last screen.
  await expect(page.locator('[data-screen="driver.rating"]')).toHaveCount(0);
  expect((await journey(page)).touchpoints.driver).toEqual({ reached: false });
});

test("what is left to ask is never more than was said, and going back goes back", async ({ page, site }) => {
  await show(page, site.url, survey);
  const left = async () => {
    const words = await page.locator("[part=progress] p").innerText();
    return words === "Last step" ? 1 : Number(/At most (\d+) questions? left/.exec(words)?.[1]);
  };
  const bar = page.locator("[part=progress] progress");
  const done = async () => Number(await bar.getAttribute("value"));
  let before = await left();
  for (let asked = 0; (await screen(page).count()) > 0; asked += 1) {
    const now = await left();
    expect(now).toBeLessThanOrEqual(asked === 0 ? before : before - 1);
    expect(await done()).toBe(asked);
    before = now;
    const address = (await screen(page).getAttribute("data-screen")) ?? "";
    const answer = page.getByRole(/pick|rating|overall/.test(address) ? "radio" : "checkbox");
    await answer.first().check({ force: true });
    if (asked === 2) {
      await page.locator("[part=back]").click();
      expect(await done()).toBe(1);
      await next(page).click();
      await at(page, address);
    }
    await next(page).click();
    await expect(page.locator(`[data-screen="${address}"]`)).toHaveCount(0);
  }
  expect(before, "it may end sooner than was said").toBeGreaterThan(0);
});

for (const [where, asked, width] of [
  ["on a desk", survey, 1280],
  ["on a phone of 320 px", survey, 320],
  ["from right to left", arabic, 1280],
  ["from right to left on a phone of 320 px", arabic, 320],
] as const) {
  test(`the map is a picture of the way ${where}`, async ({ page, site }) => {
    admitAxe(site);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    await show(page, site.url, asked);
    await page.getByRole("radio").first().check({ force: true });
    await next(page).click();
    await at(page, "map");
    const titles = asked.elements[0]!.touchpoints.map((touchpoint) => touchpoint.title ?? "");
    const [shop, payment, packing, messages, driver] = await Promise.all(titles.slice(0, 5).map((title) => middle(page, title)));
    if (!shop || !payment || !packing || !messages || !driver) throw new Error("steps are missing");
    const isRtl = asked === arabic;
    if (width === 320) {
      expect(payment.x, "one line runs down").toBeCloseTo(shop.x, 0);
      expect(payment.y).toBeGreaterThan(shop.y);
      expect(isRtl ? shop.x - packing.x : packing.x - shop.x, "what is behind the scenes stands off it").toBeGreaterThan(10);
    } else {
      expect(payment.y, "a line runs across").toBeCloseTo(shop.y, 0);
      expect(isRtl ? shop.x - payment.x : payment.x - shop.x).toBeGreaterThan(60);
      expect(packing.y - driver.y, "what is behind the scenes stands below it").toBeGreaterThan(10);
      expect(messages.y, "the next stage has a line of its own").toBeGreaterThan(shop.y + 60);
    }
    for (const station of await page.locator("[part=station]").all()) {
      const { x, width: wide, height } = await box(station);
      expect(Math.min(wide, height)).toBeGreaterThanOrEqual(44);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + wide).toBeLessThanOrEqual(width);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.getByRole("checkbox").nth(2).check({ force: true });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page), "in the dark").toEqual([]);
  });
}

test("the marks are told apart where a system imposes its own colours", async ({ page, site }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await show(page, site.url, survey);
  await page.getByRole("radio").first().check({ force: true });
  await next(page).click();
  await at(page, "map");
  const mark = page.getByRole("checkbox", { name: "The driver" });
  const colour = () => mark.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await colour();
  await mark.check({ force: true });
  expect(await colour()).not.toBe(before);
});
