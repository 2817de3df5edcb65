import { admitAxe, violations } from "../support/axe";
import { answers, expect, show, test } from "../support/scenario";

test.use({ reducedMotion: "reduce" } as object);

test("suggestions, bounds that are computed, a slider that says where it stands", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, {
    elements: [
      { type: "text", name: "town", title: "Town", dataList: ["Bern", "Biel"] },
      { type: "text", name: "from", title: "From", inputType: "date", min: "2026-01-01" },
      { type: "text", name: "to", title: "To", inputType: "date", minValueExpression: "{from}" },
      { type: "text", name: "loud", title: "Loud", inputType: "range", min: 0, max: 10, step: 2 },
    ],
  });
  const town = page.getByLabel("Town");
  const suggested = await town.evaluate((town: HTMLInputElement) => [...town.list!.options].map((option) => option.value));
  expect(suggested).toEqual(["Bern", "Biel"]);
  await page.getByLabel("From").fill("2026-02-03");
  await expect(page.getByLabel("To", { exact: true })).toHaveAttribute("min", "2026-02-03");
  await page.getByRole("slider", { name: "Loud" }).press("End");
  await expect(page.locator("output")).toHaveText("10");
  expect(await violations(page)).toEqual([]);
  expect(await answers(page)).toEqual({ from: "2026-02-03", loud: 10 });
});

test("a field as high as its text, and without line breaks where none are wanted", async ({ page, site }) => {
  await show(page, site.url, {
    elements: [
      { type: "comment", name: "long", title: "Long", autoGrow: true, maxLength: 60 },
      { type: "comment", name: "flat", title: "Flat", acceptCarriageReturn: false, allowResize: false },
    ],
  });
  const long = page.getByLabel("Long");
  const before = (await long.boundingBox())!.height;
  await long.fill("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight");
  expect((await long.boundingBox())!.height).toBeGreaterThan(before + 20);
  await expect(page.getByText("21 characters left")).toBeVisible();
  await expect(long).toHaveAccessibleDescription("21 characters left");
  const flat = page.getByLabel("Flat");
  await flat.fill("a");
  await flat.press("Enter");
  await flat.press("b");
  await expect(flat).toHaveCSS("resize", "none");
  expect((await answers(page)).flat).toBe("ab");
});

for (const width of [320, 900]) {
  test(`a row without an answer is marked, and the focus goes there, at ${width} px`, async ({ page, site }) => {
    admitAxe(site);
    await page.setViewportSize({ width, height: 800 });
    const matrix = { type: "matrix", name: "grid", title: "Grid", eachRowRequired: true, rows: ["speed", "price"], columns: ["bad", "so so", "good"] };
    await show(page, site.url, { elements: [matrix] });
    const row = (name: string) => page.getByRole("group", { name, exact: true });
    await row("speed").getByRole("radio", { name: "good" }).check();
    await page.getByRole("button", { name: "Send" }).click();
    await expect(row("price")).toHaveAccessibleDescription(/answer/);
    await expect(row("speed")).toHaveAccessibleDescription("");
    await expect(row("price").getByRole("radio", { name: "bad" })).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await row("price").getByRole("radio", { name: "so so" }).check();
    expect(await answers(page)).toEqual({ grid: { speed: "good", price: "so so" } });
  });
}

test("numbers before titles", async ({ page, site }) => {
  await show(page, site.url, {
    showQuestionNumbers: "on",
    questionStartIndex: "a)",
    elements: [
      { type: "text", name: "one", title: "One" },
      { type: "html", name: "told", html: "<p>Told</p>" },
      { type: "text", name: "aside", title: "Aside", showNumber: false },
      { type: "panel", name: "panel", title: "Panel", showQuestionNumbers: "onpanel", elements: [{ type: "text", name: "in", title: "Inside" }] },
      { type: "text", name: "two", title: "Two" },
      { type: "text", name: "three", title: "Three", visibleIf: "{two} notempty" },
      { type: "text", name: "four", title: "Four" },
    ],
  });
  const titles = page.getByRole("heading", { level: 3 });
  await expect(titles).toHaveText(["a)One", "Aside", "Panel", "1.Inside", "b)Two", "c)Four"]);
  await page.getByRole("textbox", { name: "Two" }).fill("x");
  await expect(titles).toHaveText(["a)One", "Aside", "Panel", "1.Inside", "b)Two", "c)Three", "d)Four"]);
});

test("half a date, or one that does not exist, is not passed over", async ({ page, site }) => {
  const elements = [
    { type: "text", name: "born", title: "Born", inputType: "date" },
    { type: "text", name: "many", title: "How many", inputType: "number", isRequired: true },
  ];
  await show(page, site.url, { elements });
  const [born, many] = [page.getByLabel("Born"), page.getByLabel("How many")];
  await born.pressSequentially("02301980");
  await many.pressSequentially("1e");
  await page.keyboard.press("Enter");
  await expect(page.locator(".error")).toHaveText(["This is incomplete or not possible. Please check it.", "Please write a number."]);
  await expect(born).toBeFocused();
  await born.fill("1980-02-29");
  await many.fill("1e1");
  await expect(page.locator(".error")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.locator(".closing")).toBeVisible();
  expect(await answers(page)).toEqual({ born: "1980-02-29", many: 10 });
});

test("a date that is given up is none", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "text", name: "born", title: "Born", inputType: "date" }] });
  await page.getByLabel("Born").pressSequentially("0230");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator(".error")).toHaveCount(1);
  await page.getByLabel("Born").focus();
  for (const key of ["Backspace", "Tab", "Backspace"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator(".closing")).toBeVisible();
  expect(await answers(page)).toEqual({});
});
