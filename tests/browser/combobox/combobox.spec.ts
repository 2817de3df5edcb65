import type { Locator, Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const CITIES = ["Berlin", "Évry", "Łódź", "Orléans", "Zürich"];

const CITY = {
  type: "dropdown",
  name: "city",
  title: "City",
  choices: [...CITIES, { value: "closed", text: "Not any more", enableIf: "{open} = 1" }],
  showNoneItem: true,
  showOtherItem: true,
};

const TAGS = { type: "tagbox", name: "tags", title: "Tags", choices: ["red", "green", "blue", "gray"], showSelectAllItem: true };

const NUMBERS = {
  type: "dropdown",
  name: "number",
  title: "Number",
  choices: Array.from({ length: 10_000 }, (_, place) => ({ value: place, text: `Number ${place}` })),
};

const box = (page: Page, name: string) => page.getByRole("combobox", { name });

const options = (page: Page) => page.getByRole("option");

/** The option that the keys stand on. */
const active = async (field: Locator) => {
  const id = await field.getAttribute("aria-activedescendant");
  return id === null ? null : field.page().locator(`#${id}`).innerText();
};

test.use({ reducedMotion: "reduce" } as object);

test("by keys alone", async ({ page, site }) => {
  await show(page, site.url, { elements: [CITY, TAGS, { type: "text", name: "after", title: "After" }] });
  const keys = new Keyboard(page);
  const city = box(page, "City");
  await keys.tabTo(city);
  await expect(city).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(city).toHaveAttribute("aria-expanded", "true");
  await expect(options(page)).toHaveCount(CITY.choices.length + 2);
  expect(await active(city)).toBe("Berlin");
  await page.keyboard.press("End");
  expect(await active(city)).toBe("Something else");
  await page.keyboard.press("ArrowDown");
  expect(await active(city)).toBe("Berlin");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  expect(await active(city)).toBe("Berlin");
  await page.keyboard.press("Escape");
  await expect(city).toHaveAttribute("aria-expanded", "false");
  await expect(city).toBeFocused();
  expect(await answers(page), "nothing is chosen by passing over it").toEqual({});

  // Accents and capitals do not matter.
  await page.keyboard.type("ORLEA");
  await expect(options(page)).toHaveText(["Orléans"]);
  await expect(page.getByRole("status")).toHaveText("1 choice");
  await page.keyboard.press("Enter");
  await expect(city).toHaveValue("Orléans");
  await expect(city).toHaveAttribute("aria-expanded", "false");
  expect(await answers(page)).toEqual({ city: "Orléans" });

  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("xyz");
  await expect(options(page)).toHaveCount(0);
  await expect(page.getByRole("status")).toHaveText("Nothing found.");
  await page.keyboard.press("Tab");
  await expect(city, "what is not chosen does not stay").toHaveValue("Orléans");
  await keys.tabTo(city);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("berlin");
  await page.keyboard.press("Tab");
  await expect(city, "what is typed in full is").toHaveValue("Berlin");
  await keys.tabTo(city);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Orléans");
  await page.keyboard.press("Tab");

  await keys.tabTo(page.getByRole("button", { name: "Clear: City" }));
  await page.keyboard.press("Enter");
  await expect(city).toBeFocused();
  await expect(city).toHaveValue("");
  expect(await answers(page)).toEqual({});

  await page.keyboard.type("not any");
  await expect(options(page)).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  expect(await answers(page), "what is disabled cannot be chosen").toEqual({});
  await page.keyboard.press("Escape");

  const tags = box(page, "Tags");
  await keys.tabTo(tags);
  await page.keyboard.type("bl");
  await page.keyboard.press("Enter");
  await expect(tags, "the list stays open").toHaveAttribute("aria-expanded", "true");
  await expect(tags).toHaveValue("");
  await page.keyboard.type("red");
  await page.keyboard.press("Enter");
  expect((await answers(page)).tags).toEqual(["blue", "red"]);
  await page.keyboard.press("Backspace");
  expect((await answers(page)).tags).toEqual(["blue"]);
  await page.keyboard.press("Escape");
  await keys.tabTo(page.getByRole("button", { name: "Remove: blue" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(tags).toBeFocused();
  expect((await answers(page)).tags ?? []).toEqual([]);
  await keys.tabTo(page.getByRole("textbox", { name: "After" }));
});

test("by pointer alone", async ({ page, site }) => {
  await show(page, site.url, { elements: [CITY, TAGS] });
  const city = box(page, "City");
  await city.click();
  await page.getByRole("option", { name: "Zürich" }).click();
  await expect(options(page)).toHaveCount(0);
  await city.click();
  await expect(page.getByRole("option", { name: "Zürich" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("option", { name: "Something else" }).click();
  await page.getByRole("textbox", { name: "Please say what" }).fill("Oslo");
  const tags = box(page, "Tags");
  await tags.click();
  await page.getByRole("option", { name: "All of these" }).click();
  await page.getByRole("option", { name: "green" }).click();
  // Elsewhere closes it.
  await page.mouse.click(2, 2);
  await expect(options(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Remove: red" }).click();
  expect(await answers(page)).toEqual({ city: "other", "city-Comment": "Oslo", tags: ["blue", "gray"] });
  await page.getByRole("button", { name: "Clear: City" }).click();
  await expect(page.getByRole("textbox", { name: "Please say what" })).toHaveCount(0);
  expect(await answers(page)).toEqual({ tags: ["blue", "gray"] });
});

test("as the document wants it", async ({ page, site }) => {
  const choices = ["one", "two", "three", "twenty"];
  await show(page, site.url, {
    elements: [
      { type: "dropdown", name: "plain", title: "Plain", choices, searchEnabled: false, allowClear: false, placeholder: "Pick one" },
      { type: "dropdown", name: "starts", title: "Starts", choices, searchMode: "startsWith" },
      { type: "tagbox", name: "few", title: "Few", choices, hideSelectedItems: true, closeOnSelect: true },
      { type: "dropdown", name: "own", title: "Own", choices, allowCustomChoices: true },
      { type: "dropdown", name: "fixed", title: "Fixed", choices, readOnly: true, defaultValue: "two" },
      { type: "rating", name: "rate", title: "Rate", displayMode: "dropdown", minRateDescription: "bad" },
    ],
  });
  const plain = box(page, "Plain");
  await expect(plain).toHaveText("Pick one");
  await plain.focus();
  await page.keyboard.press("Space");
  await page.keyboard.type("tw");
  expect(await active(plain)).toBe("two");
  await page.keyboard.type("e");
  expect(await active(plain)).toBe("twenty");
  await page.keyboard.press("Enter");
  await expect(plain).toHaveText("twenty");
  await expect(page.getByRole("button", { name: "Clear: Plain" })).toHaveCount(0);

  await box(page, "Starts").fill("w");
  await expect(page.getByText("Nothing found.").first()).toBeVisible();
  await box(page, "Starts").fill("tw");
  await expect(options(page)).toHaveText(["two", "twenty"]);
  await page.keyboard.press("Escape");

  const few = box(page, "Few");
  await few.click();
  await page.getByRole("option", { name: "one" }).click();
  await expect(options(page)).toHaveCount(0);
  await few.click();
  await expect(options(page)).toHaveText(["two", "three", "twenty"]);
  await page.keyboard.press("Escape");

  await box(page, "Own").fill("four");
  await page.getByRole("option", { name: "Add “four”" }).click();
  await expect(box(page, "Own")).toHaveValue("four");

  await expect(box(page, "Fixed")).toBeDisabled();
  await expect(box(page, "Fixed")).toHaveValue("two");

  await box(page, "Rate").click();
  await page.getByRole("option", { name: "1 – bad" }).click();
  expect(await answers(page)).toEqual({ plain: "twenty", few: ["one"], own: "four", fixed: "two", rate: 1 });
});

test("ten thousand choices: what is in view is in the document", async ({ page, site }) => {
  await show(page, site.url, { elements: [NUMBERS] });
  const number = box(page, "Number");
  await number.click();
  const drawn = () => options(page).count();
  expect(await drawn()).toBeLessThan(100);
  await expect(options(page).first()).toHaveAttribute("aria-setsize", "10000");
  await page.keyboard.press("End");
  await expect(options(page).last()).toHaveAttribute("aria-posinset", "10000");
  await expect(page.getByRole("option", { name: "Number 9999" })).toBeInViewport();
  expect(await drawn()).toBeLessThan(100);
  // Half way, by scrolling.
  const list = page.getByRole("listbox");
  await list.evaluate((list) => (list.scrollTop = list.scrollHeight / 2));
  const half = page.getByRole("option", { name: "Number 5000" });
  await expect(half).toBeInViewport();
  await expect(half).toHaveAttribute("aria-posinset", "5001");
  expect(await drawn()).toBeLessThan(100);
  await number.fill("777");
  await expect(options(page).first()).toHaveText("Number 777");
  await expect(options(page)).toHaveCount(19);
  await number.fill("7777");
  await page.keyboard.press("Enter");
  await expect(number).toHaveValue("Number 7777");
  expect(await answers(page)).toEqual({ number: 7777 });
  // It opens where it stands.
  await number.click();
  await expect(page.getByRole("option", { name: "Number 7777" })).toBeInViewport();
});

const inPopup = (page: Page, url: string, survey: object) => show(page, url, survey, { display: "popup" });

/** Whether all of the list can be seen, and how it lies to its field. */
const placed = async (page: Page, field: Locator) => {
  const list = (await page.getByRole("listbox").boundingBox())!;
  const own = (await field.boundingBox())!;
  const view = page.viewportSize()!;
  const isWhole = list.x >= 0 && list.y >= 0 && list.x + list.width <= view.width && list.y + list.height <= view.height;
  const isAligned = Math.abs(list.x - own.x) <= 2 && Math.abs(list.width - own.width) <= 4;
  return { isWhole, isAligned, side: list.y >= own.y + own.height ? "below" : list.y + list.height <= own.y ? "above" : "over" };
};

for (const [width, height] of [[1280, 720], [320, 480]] as const) {
  test(`no edge of a popup cuts the list off, at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });
    await inPopup(page, site.url, { elements: [{ ...NUMBERS, choices: NUMBERS.choices.slice(0, 40) }, TAGS] });
    const number = box(page, "Number");
    await number.click();
    await expect(options(page).first()).toBeVisible();
    const first = await placed(page, number);
    expect(first).toMatchObject({ isWhole: true, isAligned: true });
    expect(first.side).not.toBe("over");
    // The popup stays, the list goes.
    await page.keyboard.press("Escape");
    await expect(options(page)).toHaveCount(0);
    await expect(number).toBeVisible();
    const tags = box(page, "Tags");
    await tags.click();
    await expect(options(page).first()).toBeVisible();
    expect(await placed(page, tags)).toMatchObject({ isWhole: true, isAligned: true, side: "above" });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const locale of ["en", "ar"]) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme } as object);

      test("axe finds nothing, open or closed", async ({ page, site }) => {
        admitAxe(site);
        await show(page, site.url, { locale, elements: [CITY, TAGS, { ...CITY, name: "plain", title: "Plain", searchEnabled: false }] });
        expect(await violations(page)).toEqual([]);
        await box(page, "City").fill("r");
        expect(await violations(page), "open").toEqual([]);
        await box(page, "City").fill("nowhere");
        expect(await violations(page), "nothing found").toEqual([]);
        await box(page, "Tags").click();
        await options(page).nth(1).click();
        expect(await violations(page), "chips").toEqual([]);
        await page.keyboard.press("Escape");
        await box(page, "Plain").click();
        expect(await violations(page), "without typing").toEqual([]);
      });
    });
  }
}

test("what respondents add is kept, offered again, and no more than may be chosen", async ({ page, site }) => {
  const tags = { type: "tagbox", name: "tags", title: "Tags", choices: ["A", "B", "C"], allowCustomChoices: true, maxSelectedChoices: 2 };
  await show(page, site.url, { elements: [tags, { type: "text", name: "z", title: "Z" }] });
  const box = page.getByRole("combobox", { name: "Tags" });
  await box.click();
  await page.keyboard.type("Own");
  // Whoever goes on without a word has said it.
  await page.getByRole("textbox", { name: "Z" }).click();
  expect(await answers(page)).toEqual({ tags: ["Own"] });
  await page.getByRole("button", { name: /Own/ }).click();
  expect(await answers(page)).toEqual({});
  await box.click();
  await page.getByRole("option", { name: "Own" }).click();
  await page.getByRole("option", { name: "A", exact: true }).click();
  await page.keyboard.type("More");
  await expect(page.getByRole("option")).toHaveCount(0);
  await page.keyboard.press("Escape");
  // Part of a choice may have been typed to find it.
  await page.getByRole("button", { name: /Own/ }).click();
  await box.fill("o");
  await page.keyboard.press("Tab");
  expect(await answers(page)).toEqual({ tags: ["A"] });
  await box.click();
  await page.getByRole("option", { name: "Own" }).click();
  expect(await answers(page)).toEqual({ tags: ["A", "Own"] });
});
