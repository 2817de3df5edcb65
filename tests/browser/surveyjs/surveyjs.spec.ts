import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";
import { EVERY_KIND } from "./survey";

const next = (page: Page) => page.locator("[part=next]");

const question = (page: Page, title: string) => page.locator("[part=question]").filter({ hasText: title }).last();

test.use({ reducedMotion: "reduce" } as object);

const PAPER = { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") };
const SIGNED = {
  paper: [{ name: "a.txt", type: "text/plain", content: "data:text/plain;base64,YQ==" }],
  sign: expect.stringMatching(/^data:image\/png;base64,/),
};

test("a document with every kind of question, by pointer", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, EVERY_KIND);
  await expect(page.getByText("Welcome")).toBeVisible();
  await expect(page.locator("[part=progress]")).toHaveCount(0);
  expect(await violations(page), "the page that welcomes").toEqual([]);
  await page.getByRole("button", { name: "Let us begin" }).click();

  await next(page).click();
  await expect(page.getByRole("alert")).toHaveCount(1);
  const one = page.getByRole("group", { name: "One colour" });
  await one.getByRole("radio", { name: "Something else" }).check();
  await one.getByRole("textbox").fill("violet");
  const some = page.getByRole("group", { name: "Some colours" });
  await some.getByRole("checkbox", { name: "All of these" }).check();
  expect((await answers(page)).some).toEqual(["red", "green", "blue"]);
  await some.getByRole("checkbox", { name: "None of these" }).check();
  expect((await answers(page)).some).toEqual(["none"]);
  await some.getByRole("checkbox", { name: "green" }).check();
  await expect(some.getByRole("checkbox", { name: "None of these" })).not.toBeChecked();
  const list = page.getByRole("combobox", { name: "A colour from a list" });
  const option = (name: string) => page.getByRole("option", { name });
  await list.click();
  await option("Something else").click();
  await question(page, "A colour from a list").getByRole("textbox").fill("pink");
  await list.click();
  await option("blue").click();
  await page.getByRole("combobox", { name: "Tags" }).click();
  await option("red").click();
  await option("blue").click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Move up: blue" }).click();
  await page.getByRole("radio", { name: "A bear" }).check();
  const rate = page.getByRole("group", { name: "How good" });
  await rate.getByRole("radio", { name: "4" }).check({ force: true });
  await rate.getByRole("textbox", { name: "Why so" }).fill("because");
  await page.getByRole("group", { name: "Are you sure" }).getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("group", { name: "speed" }).getByRole("radio", { name: "bad" }).check();
  await page.getByRole("group", { name: "price" }).getByRole("radio", { name: "good" }).check();
  expect(await violations(page), "choices").toEqual([]);
  await next(page).click();

  await expect(page.getByRole("heading", { name: "Texts" })).toBeFocused();
  await next(page).click();
  await expect(page.getByRole("textbox", { name: /^Your name/ })).toBeFocused();
  await page.getByRole("textbox", { name: /^Your name/ }).fill("Ada <b>L</b>");
  await page.getByRole("spinbutton", { name: "How many" }).fill("4");
  await expect(page.getByLabel("Twice that")).toHaveText("8");
  await page.getByRole("textbox", { name: "Anything else" }).fill("no");
  await page.getByRole("textbox", { name: "Left" }).fill("L");
  await page.getByRole("textbox", { name: "Right" }).fill("R");
  await page.getByRole("textbox", { name: "Inside" }).fill("in");
  await expect(page.getByRole("img", { name: "Nothing much" })).toHaveCount(1);
  await page.getByLabel("Choose a file").setInputFiles(PAPER);
  await page.getByLabel("Or type your name").fill("Ada");
  await page.getByRole("button", { name: "Another person" }).click();
  await page.getByRole("button", { name: "Another person" }).click();
  const second = page.getByRole("group", { name: "Person 2" });
  await second.getByRole("textbox", { name: "Who" }).fill("Bob");
  await second.getByRole("radio", { name: "child" }).check();
  await next(page).click();
  const first = page.getByRole("group", { name: "Person 1" });
  await expect(first.getByRole("textbox", { name: "Who" })).toBeFocused();
  expect(await violations(page), "texts, with an error").toEqual([]);
  await first.getByRole("button", { name: "Not this one: Person 1" }).click();
  await expect(page.getByRole("group", { name: "Person 2" })).toHaveCount(0);
  await page.getByRole("button", { name: "Look again" }).click();

  await expect(page.getByRole("heading", { name: "Look at your answers" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Choices" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Texts" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Your name/ })).not.toBeEditable();
  await expect(page.getByRole("textbox", { name: "Who" })).toHaveValue("Bob");
  await expect(page.getByRole("radio", { name: "Something else" })).toBeChecked();
  expect(await violations(page), "the preview").toEqual([]);
  await page.getByRole("button", { name: "Change something: Choices" }).click();
  await expect(page.getByRole("heading", { name: "Choices" })).toBeFocused();
  await next(page).click();
  await page.getByRole("textbox", { name: "Anything else" }).fill("yes");
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByRole("button", { name: "Send" }).click();

  await expect(page.getByRole("heading", { name: "Thank you, Ada <b>L</b>" })).toBeVisible();
  expect(await violations(page), "the end").toEqual([]);
  expect(await answers(page)).toEqual({
    one: "other",
    "one-Comment": "violet",
    some: ["green"],
    list: "blue",
    tags: ["red", "blue"],
    rank: ["red", "blue", "green"],
    picture: "bear",
    rate: 4,
    "rate-Comment": "because",
    sure: true,
    grid: { speed: "bad", price: "good" },
    name: "Ada <b>L</b>",
    count: 4,
    twice: 8,
    more: "yes",
    both: { left: "L", right: "R" },
    inside: "in",
    ...SIGNED,
    people: [{ who: "Bob", role: "child" }],
  });
});

test("the same, with nothing but keys", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, EVERY_KIND);
  const keys = new Keyboard(page);
  const radio = (group: string, name: string) => page.getByRole("group", { name: group }).getByRole("radio", { name });
  await keys.press(page.getByRole("button", { name: "Let us begin" }));
  await expect(page.getByRole("heading", { name: "Choices" })).toBeFocused();
  await keys.choose(radio("One colour", "green"));
  await keys.check(page.getByRole("group", { name: "Some colours" }).getByRole("checkbox", { name: "blue" }));
  await keys.tabTo(page.getByRole("combobox", { name: "A colour from a list" }));
  await page.keyboard.type("red");
  await page.keyboard.press("Enter");
  await keys.tabTo(page.getByRole("combobox", { name: "Tags" }));
  await page.keyboard.type("green");
  await page.keyboard.press("Enter");
  // The focus stays with what moves.
  await keys.press(page.getByRole("button", { name: "Move up: blue" }));
  await expect(page.getByRole("button", { name: "Move up: blue" })).toBeFocused();
  await page.keyboard.press("Enter");
  await keys.choose(page.getByRole("radio", { name: "A lion" }));
  await keys.choose(radio("How good", "2"));
  await keys.choose(radio("Are you sure", "No"));
  await keys.choose(radio("speed", "good"));
  await keys.choose(radio("price", "good"));
  await keys.press(next(page));
  await expect(page.getByRole("heading", { name: "Texts" })).toBeFocused();
  await keys.write(page.getByRole("textbox", { name: /^Your name/ }), "Eve");
  await keys.press(page.getByRole("button", { name: "Another person" }));
  await keys.tabTo(page.getByRole("textbox", { name: "Who" }), "Shift+Tab");
  await page.keyboard.type("Kim");
  const chooser = page.waitForEvent("filechooser");
  await keys.tabTo(page.getByLabel("Choose a file"));
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(PAPER);
  await keys.write(page.getByLabel("Or type your name"), "Eve");
  await keys.press(next(page));
  await keys.press(page.getByRole("button", { name: "Send" }));
  await expect(page.getByRole("heading", { name: "Thank you, Eve" })).toBeVisible();
  expect(await answers(page)).toEqual({
    one: "green",
    some: ["blue"],
    list: "red",
    tags: ["green"],
    rank: ["blue", "red", "green"],
    picture: "lion",
    rate: 2,
    sure: false,
    grid: { speed: "good", price: "good" },
    name: "Eve",
    // As in SurveyJS, nothing counts as none.
    twice: 0,
    ...SIGNED,
    people: [{ who: "Kim" }],
  });
});

const twoPages = (more: object) => ({
  ...more,
  pages: [
    {
      elements: [
        { type: "radiogroup", name: "a", title: "First", choices: [1, 2] },
        { type: "text", name: "b", title: "Second" },
      ],
    },
    { elements: [{ type: "radiogroup", name: "c", title: "Third", choices: [1, 2] }] },
  ],
});

test("words beside choices, kept as the document says", async ({ page, site }) => {
  const named = [{ value: "a", showCommentArea: true }, "b"];
  await show(page, site.url, {
    elements: [
      { type: "checkbox", name: "some", title: "Some", choices: named },
      { type: "radiogroup", name: "one", title: "One", choices: named },
      { type: "checkbox", name: "inPlace", title: "In place", choices: ["a"], showOtherItem: true, storeOthersAsComment: false },
    ],
  });
  const some = page.getByRole("group", { name: "Some" });
  await some.getByRole("checkbox", { name: "a" }).check();
  await some.getByRole("textbox").fill("why a");
  await some.getByRole("checkbox", { name: "b" }).check();
  const one = page.getByRole("group", { name: "One" });
  await one.getByRole("radio", { name: "a" }).check();
  await one.getByRole("textbox").fill("x");
  await one.getByRole("radio", { name: "b" }).check();
  const inPlace = page.getByRole("group", { name: "In place" });
  await inPlace.getByRole("checkbox", { name: "Something else" }).check();
  await inPlace.getByRole("textbox").fill("c d");
  await inPlace.getByRole("checkbox", { name: "a" }).check();
  expect(await answers(page)).toEqual({
    some: [{ value: "a", comment: "why a" }, { value: "b" }],
    one: "b",
    inPlace: ["c d", "a"],
  });
  // The focus stays although the field goes.
  await inPlace.getByRole("checkbox", { name: "Something else" }).uncheck();
  await expect(inPlace.getByRole("checkbox", { name: "Something else" })).toBeFocused();
  await expect(inPlace.getByRole("textbox")).toHaveCount(0);
  expect((await answers(page)).inPlace).toEqual(["a"]);
});

test("a field with a mask shows its signs, and records what is meant", async ({ page, site }) => {
  await show(page, site.url, {
    elements: [
      { type: "text", name: "price", title: "Price", maskType: "numeric" },
      { type: "text", name: "phone", title: "Phone", maskType: "pattern", maskSettings: { pattern: "999-99" } },
    ],
  });
  const price = page.getByRole("textbox", { name: "Price" });
  await price.fill("1234.5");
  await price.blur();
  await expect(price).toHaveValue("1,234.5");
  await page.getByRole("textbox", { name: "Phone" }).fill("12345");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(await answers(page)).toEqual({ price: 1234.5, phone: "12345" });
});

test("whoever forgot to say what else it is goes on there", async ({ page, site }) => {
  const choices = { choices: ["a", "b"], showOtherItem: true, otherText: "Elsewhere" };
  for (const type of ["radiogroup", "checkbox", "dropdown"]) {
    await show(page, site.url, { elements: [{ type, name: "q", title: "Where", ...choices }] });
    if (type === "dropdown") {
      await page.getByRole("combobox", { name: "Where" }).click();
      await page.getByRole("option", { name: "Elsewhere" }).click();
    } else {
      await page.getByLabel("Elsewhere").check();
    }
    await page.getByRole("button", { name: "Send" }).click();
    const words = question(page, "Where").getByRole("textbox", { name: "Please say what" });
    await expect(words, type).toBeFocused();
    await expect(words).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByText("Please say what you mean by “Elsewhere”.")).toBeVisible();
    await page.keyboard.type("a friend");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
    const said = await answers(page);
    expect(type === "checkbox" ? said.q : [said.q]).toEqual(["other"]);
    expect(said["q-Comment"]).toBe("a friend");
  }
});

test("a page of mistakes says the first of them, and dates are spoken of as dates", async ({ page, site }) => {
  const day = { type: "text", inputType: "date", title: "Day", name: "day", max: "2024-01-01", isRequired: true };
  await show(page, site.url, { elements: [{ type: "text", name: "who", isRequired: true }, day] });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("[part=error]")).toHaveCount(2);
  await expect(page.getByRole("alert")).toHaveCount(1);
  await page.getByRole("textbox", { name: "who" }).fill("me");
  await page.getByLabel("Day").fill("2024-05-05");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toHaveText("Please choose Jan 1, 2024 or earlier.");
});

test("where there is nothing to answer it is said, and nothing leads nowhere", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "text", name: "a", visibleIf: "{x} = 1" }] });
  await expect(page.getByRole("heading", { name: "There is nothing to answer here." })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("what cannot be changed can be reached and read", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "text", name: "a", readOnly: true, defaultValue: "A-1" }] });
  await page.getByRole("textbox", { name: "a" }).focus();
  await expect(page.getByRole("textbox", { name: "a" })).toBeFocused();
  await page.keyboard.type("x");
  expect(await answers(page)).toEqual({ a: "A-1" });
});

test("pages are counted where no journey decides how many there are", async ({ page, site }) => {
  await show(page, site.url, twoPages({}));
  await expect(page.locator("[part=progress]")).toHaveText("Page 1 of 2");
});

test("one question at a time", async ({ page, site }) => {
  await show(page, site.url, twoPages({ questionsOnPageMode: "questionPerPage" }));
  for (const title of ["First", "Second"]) {
    await expect(question(page, title)).toBeVisible();
    await expect(page.locator("[part=question]")).toHaveCount(1);
    await next(page).click();
  }
  await page.getByRole("radio", { name: "2" }).check();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("textbox", { name: "Second" })).toBeVisible();
  await next(page).click();
  await expect(page.getByRole("radio", { name: "2" })).toBeChecked();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(await answers(page)).toEqual({ c: 2 });
});

test("one input at a time", async ({ page, site }) => {
  await show(page, site.url, {
    questionsOnPageMode: "inputPerPage",
    elements: [
      { type: "multipletext", name: "both", items: [{ name: "left", title: "Left" }, { name: "right", title: "Right" }] },
      { type: "matrix", name: "grid", rows: ["speed", "price"], columns: ["bad", "good"] },
    ],
  });
  for (const title of ["Left", "Right"]) {
    await expect(page.getByRole("textbox")).toHaveCount(1);
    await page.getByRole("textbox", { name: title }).fill(title);
    await next(page).click();
  }
  await page.getByRole("group", { name: "speed" }).getByRole("radio", { name: "good" }).check();
  await expect(page.getByRole("group", { name: "price" })).toHaveCount(0);
  await next(page).click();
  await page.getByRole("group", { name: "price" }).getByRole("radio", { name: "bad" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(await answers(page)).toEqual({ both: { left: "Left", right: "Right" }, grid: { speed: "good", price: "bad" } });
});

test("all questions on one page", async ({ page, site }) => {
  await show(page, site.url, twoPages({ questionsOnPageMode: "singlePage" }));
  await expect(page.locator("[part=question]")).toHaveCount(3);
  await page.getByRole("group", { name: "Third" }).getByRole("radio", { name: "1" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(await answers(page)).toEqual({ c: 1 });
});

test("the run goes on by itself once all on a page is answered", async ({ page, site }) => {
  await show(page, site.url, twoPages({ autoAdvanceEnabled: true, autoAdvanceAllowComplete: true }));
  await page.getByRole("textbox", { name: "Second" }).fill("x");
  await page.getByRole("group", { name: "First" }).getByRole("radio", { name: "1" }).check();
  await expect(question(page, "Third")).toBeVisible();
  await page.getByRole("radio", { name: "2" }).check();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
});

test("with arrow keys one passes over choices without leaving the page", async ({ page, site }) => {
  await show(page, site.url, twoPages({ autoAdvanceEnabled: true }));
  const keys = new Keyboard(page);
  await page.getByRole("textbox", { name: "Second" }).fill("x");
  await keys.tabTo(page.getByRole("radio", { name: "2" }), "Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "1" })).toBeChecked();
  await page.waitForTimeout(500);
  await expect(question(page, "First")).toBeVisible();
});

test("in the end the browser goes where the document says", async ({ page, site }) => {
  site.answers.set("/bye", { type: "text/html", body: "<title>Bye</title>" });
  await show(page, site.url, {
    navigateToUrl: "/bye?{a}",
    elements: [{ type: "text", name: "a", title: "First" }],
  });
  await page.getByRole("textbox", { name: "First" }).fill("x");
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL("**/bye?x");
});
