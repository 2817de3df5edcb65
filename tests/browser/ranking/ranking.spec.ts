import type { Locator, Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const RANK = { type: "ranking", name: "rank", title: "Your order", choices: ["red", "green", "blue", "gray"] };

const row = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });

const drag = async (page: Page, from: Locator, to: Locator) => {
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!];
  const x = start.x + start.width / 2;
  await page.mouse.move(x, start.y + start.height / 2);
  await page.mouse.down();
  // Not in one leap, as a hand would not.
  await page.mouse.move(x, end.y + end.height / 2 - 4, { steps: 8 });
  await page.mouse.move(x, end.y + end.height / 2 + (end.y > start.y ? 4 : -4), { steps: 2 });
};

test.use({ reducedMotion: "reduce" } as object);

test("dragged", async ({ page, site }) => {
  await show(page, site.url, { elements: [RANK] });
  await drag(page, row(page, "gray"), row(page, "red"));
  await expect(page.locator("[data-shift=down]"), "the others make room").toHaveCount(3);
  await page.mouse.up();
  await expect(page.getByRole("listitem")).toHaveText([/gray/, /red/, /green/, /blue/]);
  await expect(page.getByRole("status")).toHaveText("gray: place 1 of 4");
  await drag(page, row(page, "red"), row(page, "green"));
  await page.mouse.up();
  expect(await answers(page)).toEqual({ rank: ["gray", "green", "red", "blue"] });
  await page.mouse.move(5, 5);
  await expect(page.locator("[data-shift]")).toHaveCount(0);
});

test("by keys alone, and said", async ({ page, site }) => {
  await show(page, site.url, { elements: [RANK] });
  const keys = new Keyboard(page);
  await keys.press(page.getByRole("button", { name: "Move up: blue" }));
  await expect(page.getByRole("status")).toHaveText("blue: place 2 of 4");
  await expect(page.getByRole("button", { name: "Move up: blue" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("status")).toHaveText("blue: place 1 of 4");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Move down: blue" })).toBeFocused();
  expect(await answers(page)).toEqual({ rank: ["red", "blue", "green", "gray"] });
});

test("an order that is agreed with is kept as it stands", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ ...RANK, isRequired: true }] });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Please answer")).toBeVisible();
  const keep = page.getByRole("button", { name: "Keep this order" });
  await new Keyboard(page).press(keep);
  await expect(keep).toHaveCount(0);
  await expect(page.getByText("Please answer")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Move down: red" })).toBeFocused();
  expect(await answers(page)).toEqual({ rank: ["red", "green", "blue", "gray"] });
});

test("only what is taken in is ranked", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, { elements: [{ ...RANK, selectToRankEnabled: true, maxSelectedChoices: 2 }] });
  await expect(page.getByText("Add what matters to you")).toBeVisible();
  expect(await violations(page), "nothing ranked").toEqual([]);
  await page.getByRole("button", { name: "Add: blue" }).click();
  await page.getByRole("button", { name: "Add: red" }).click();
  await expect(page.getByRole("button", { name: "Add: green" })).toHaveCount(0);
  await page.getByRole("button", { name: "Move up: red" }).click();
  expect(await answers(page)).toEqual({ rank: ["red", "blue"] });
  await page.getByRole("button", { name: "Remove: blue" }).click();
  expect(await answers(page)).toEqual({ rank: ["red"] });
  expect(await violations(page)).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 320, height: 568 }, hasTouch: true });

  test("a finger drags the grip and scrolls elsewhere", async ({ page, site }) => {
    await show(page, site.url, { elements: [RANK] });
    const touch = await page.context().newCDPSession(page);
    const swipe = async (from: Locator, by: number) => {
      const start = (await from.boundingBox())!;
      const [x, y] = [start.x + start.width / 2, start.y + start.height / 2];
      const at = (type: string, y?: number) =>
        touch.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: y === undefined ? [] : [{ x, y }] });
      await at("touchStart", y);
      for (let step = 1; step <= 6; step += 1) await at("touchMove", y + (by * step) / 6);
      await at("touchEnd");
    };
    const height = (await row(page, "red").boundingBox())!.height;
    await swipe(row(page, "red").locator(".grip"), height * 1.2);
    expect(await answers(page)).toEqual({ rank: ["green", "red", "blue", "gray"] });
    await swipe(row(page, "blue").getByText("blue"), -height * 1.2);
    expect(await answers(page), "a row itself is no grip").toEqual({ rank: ["green", "red", "blue", "gray"] });
  });
});
