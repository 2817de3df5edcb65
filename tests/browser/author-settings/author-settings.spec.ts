import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const text = (name: string, more = {}) => ({ type: "text", name, title: `Field ${name}`, ...more });
const title = "[part=question] [part=title]";

for (const [questionTitlePattern, expected] of [
  ["numTitleRequire", "1.Field a*required"],
  ["numRequireTitle", "1.*Field arequired"],
  ["requireNumTitle", "*1.Field arequired"],
  ["numTitle", "1.Field arequired"],
] as const) {
  test(`titles follow the pattern ${questionTitlePattern}`, async ({ page, site }) => {
    admitAxe(site);
    await show(page, site.url, { questionTitlePattern, showQuestionNumbers: "on", elements: [text("a", { isRequired: true })] });
    expect((await page.locator(title).textContent())?.replaceAll(/\s+/g, " ").trim()).toBe(expected);
    expect(await violations(page)).toEqual([]);
  });
}

test("pages have numbers where the author wants them, the page that welcomes none", async ({ page, site }) => {
  const pages = ["Welcome", "One", "Two"].map((title, place) => ({ title, elements: place > 0 ? [text(title)] : [{ type: "html", name: "h", html: "Hello" }] }));
  await show(page, site.url, { showPageNumbers: true, firstPageIsStartPage: true, pages });
  const heading = page.locator("[part=heading]");
  await expect(heading).toHaveText("Welcome");
  await page.locator("[part=next]").click();
  await expect(heading).toHaveText("1. One");
  await page.locator("[part=next]").click();
  await expect(heading).toHaveText("2. Two");
});

test("descriptions stand under the field where the author wants them there, and belong to it all the same", async ({ page, site }) => {
  await show(page, site.url, {
    questionDescriptionLocation: "underInput",
    elements: [text("a", { description: "Below." }), text("b", { description: "Above.", descriptionLocation: "underTitle" }), text("c", { description: "Never.", descriptionLocation: "hidden" })],
  });
  const place = async (words: string, name: string) => {
    const description = await page.getByText(words).boundingBox();
    const field = await page.getByRole("textbox", { name }).boundingBox();
    return (description?.y ?? 0) - (field?.y ?? 0);
  };
  expect(await place("Below.", "Field a")).toBeGreaterThan(0);
  expect(await place("Above.", "Field b")).toBeLessThan(0);
  await expect(page.getByRole("textbox", { name: "Field a" })).toHaveAccessibleDescription("Below.");
  await expect(page.getByText("Never.")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Field c" })).toHaveAccessibleDescription("");
});

test("fields for words say what belongs there, and take as much as the document allows", async ({ page, site }) => {
  await show(page, site.url, {
    maxCommentLength: 12,
    elements: [
      {
        type: "checkbox",
        name: "q",
        choices: [{ value: "a", showCommentArea: true, commentPlaceholder: "Which a?" }, "b"],
        showOtherItem: true,
        otherPlaceholder: "What else?",
        showCommentArea: true,
        commentPlaceholder: "Why?",
      },
    ],
  });
  for (const name of ["a", "Something else"]) await page.getByRole("checkbox", { name }).check();
  await expect(page.getByPlaceholder("Which a?")).toBeVisible();
  const other = page.getByPlaceholder("What else?");
  await other.fill("");
  await other.pressSequentially("something longer");
  await expect(other).toHaveValue("something lo");
  await expect(page.getByPlaceholder("Why?")).toBeVisible();
});

test("the first field has the focus, at once and on each page, where the author wants that", async ({ page, site }) => {
  const pages = [{ title: "One", elements: [text("a")] }, { elements: [{ type: "dropdown", name: "b", title: "Field b", choices: [1, 2] }] }];
  await show(page, site.url, { autoFocusFirstQuestion: true, pages });
  await expect(page.getByRole("textbox", { name: "Field a" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Field b" })).toBeFocused();
});

test("what is folded up has the focus first, where the first field is to have it", async ({ page, site }) => {
  const pages = [{ elements: [text("a")] }, { title: "Two", elements: [text("b", { state: "collapsed" }), text("c")] }];
  await show(page, site.url, { autoFocusFirstQuestion: true, pages });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("summary")).toBeFocused();
});

test("a field that is left empty for a button does not move the button away", async ({ page, site }) => {
  const pages = [{ elements: [text("a")] }, { elements: [text("b", { isRequired: true }), text("c")] }];
  await show(page, site.url, { checkErrorsMode: "onValueChanged", validateVisitedEmptyFields: true, pages });
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("textbox", { name: "Field b" }).focus();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("textbox", { name: "Field a" })).toBeVisible();
});

test("fields that are left empty say so, where the author wants that", async ({ page, site }) => {
  const elements = [
    text("a", { isRequired: true }),
    { type: "comment", name: "b", title: "Field b", isRequired: true },
    { type: "dropdown", name: "c", title: "Field c", choices: [1, 2], isRequired: true },
    text("d"),
  ];
  await show(page, site.url, { checkErrorsMode: "onValueChanged", validateVisitedEmptyFields: true, elements });
  const errors = page.locator("[part=error]");
  await page.getByRole("textbox", { name: "Field a" }).focus();
  await expect(errors).toHaveCount(0);
  for (const count of [1, 2, 3, 3]) {
    await page.keyboard.press("Tab");
    await expect(errors).toHaveCount(count);
  }
  await page.getByRole("textbox", { name: "Field a" }).fill("x");
  await expect(errors).toHaveCount(2);
});

test("a new panel comes after the one that is shown, where the author wants that", async ({ page, site }) => {
  await show(page, site.url, {
    elements: [
      {
        type: "paneldynamic",
        name: "people",
        displayMode: "tab",
        newPanelPosition: "next",
        templateTabTitle: "{panel.who}",
        templateElements: [{ type: "text", name: "who", title: "Who" }],
        defaultValue: [{ who: "Ada" }, { who: "Bea" }],
      },
    ],
  });
  const who = page.getByRole("textbox", { name: "Who" });
  await expect(who).toHaveValue("Ada");
  await page.locator(".add").click();
  await expect(who, "the new one is shown").toBeFocused();
  await who.fill("Eve");
  expect(await answers(page)).toEqual({ people: [{ who: "Ada" }, { who: "Eve" }, { who: "Bea" }] });
  await page.getByRole("button", { name: "Bea" }).click();
  await expect(who).toHaveValue("Bea");
});

test("a question that is folded up opens by keys, with its mark, and where something is wrong", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, {
    elements: [text("a", { state: "collapsed", isRequired: true, description: "Of a." }), { type: "radiogroup", name: "b", title: "Field b", state: "expanded", choices: [1] }],
  });
  const field = page.getByRole("textbox", { name: "Field a" });
  await expect(field).toBeHidden();
  await expect(page.locator("summary").first()).toContainText("*");
  await expect(page.getByRole("radio", { name: "1" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await new Keyboard(page).press(page.locator("summary", { hasText: "Field a" }));
  await expect(field).toBeVisible();
  await page.locator("summary", { hasText: "Field a" }).click();
  await expect(field).toBeHidden();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(field, "what is wrong is unfolded").toBeFocused();
});

test("what has no title to be seen is not folded up, and defaults unfold nothing", async ({ page, site }) => {
  const elements = [
    { type: "html", name: "note", html: "A note", state: "collapsed" },
    text("a", { state: "collapsed", titleLocation: "hidden" }),
    text("b", { state: "collapsed", defaultValue: "x" }),
  ];
  await show(page, site.url, { pages: [{ elements: [text("z")] }, { elements }] });
  await page.getByRole("textbox", { name: "Field z" }).fill("x");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("A note")).toBeVisible();
  await expect(page.getByText("note", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Field a" })).toBeVisible();
  const folded = page.getByRole("textbox", { name: "Field b" });
  await expect(folded).toBeHidden();
  await page.locator("summary").click();
  await folded.fill("y");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(folded, "what was answered is not lost from sight").toBeVisible();
});

test("films play under a policy that allows media, and are chosen by their words", async ({ page, site }) => {
  site.policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; media-src 'self'";
  await page.route("**/clip.webm", (route) => route.fulfill({ contentType: "video/webm", body: "" }));
  await show(page, site.url, {
    elements: [{ type: "imagepicker", name: "d", title: "Which?", contentMode: "video", choices: [{ value: 1, text: "One", imageLink: "clip.webm" }] }],
  });
  await expect(page.locator("video")).toBeVisible();
  await page.getByText("One", { exact: true }).click();
  expect(await answers(page)).toEqual({ d: 1 });
});

test("pictures have the size that is written, films controls, and what another site plays a link", async ({ page, site }) => {
  admitAxe(site);
  await page.route("**/clip.webm", (route) => route.fulfill({ contentType: "video/webm", body: "" }));
  const image = (name: string, imageLink: string, more = {}) => ({ type: "image", name, imageLink, ...more });
  const pixel = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='40' height='10'/%3E";
  await show(page, site.url, {
    elements: [
      image("a", pixel, { altText: "Wide", imageWidth: "120px", imageHeight: 60, imageFit: "cover" }),
      image("b", "clip.webm", { altText: "How it works" }),
      image("c", "https://youtu.be/abc", { altText: "A talk" }),
      { type: "imagepicker", name: "d", title: "Which?", contentMode: "video", showLabel: true, choices: [{ value: 1, text: "One", imageLink: "clip.webm" }] },
    ],
  });
  const picture = page.getByRole("img", { name: "Wide" });
  await expect(picture).toHaveCSS("object-fit", "cover");
  expect(await picture.boundingBox()).toMatchObject({ width: 120, height: 60 });
  await expect(page.locator("video[controls]")).toHaveCount(2);
  await expect(page.locator("video").first()).toHaveAttribute("aria-label", "How it works");
  const link = page.getByRole("link", { name: "A talk" });
  await expect(link).toHaveAttribute("href", "https://youtu.be/abc");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await page.getByRole("radio", { name: "One" }).check();
  expect(await answers(page)).toEqual({ d: 1 });
  expect(await violations(page)).toEqual([]);
});

test("a ranking says in the author's words that all is ranked", async ({ page, site }) => {
  await show(page, site.url, {
    elements: [{ type: "ranking", name: "q", title: "Rank", selectToRankEnabled: true, selectToRankEmptyUnrankedAreaText: "All is ranked.", choices: ["a", "b"], defaultValue: ["a"] }],
  });
  const said = page.getByText("All is ranked.");
  await expect(said).toHaveCount(0);
  await page.getByRole("button", { name: /b$/ }).first().click();
  expect(await answers(page)).toEqual({ q: ["a", "b"] });
  await expect(said).toBeVisible();
});
