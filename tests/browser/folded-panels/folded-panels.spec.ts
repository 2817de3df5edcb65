import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const panel = (name: string, state: string) => ({
  type: "panel",
  name,
  title: `More: ${name}`,
  state,
  elements: [{ type: "text", name: `${name}-field`, title: `Field of ${name}`, isRequired: true }],
});
const survey = { elements: [panel("one", "collapsed"), panel("two", "expanded"), panel("three", "default")] };

test("panels are folded as their author left them, and unfold by keys", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, survey);
  const field = (name: string) => page.getByRole("textbox", { name: `Field of ${name}` });
  await expect(field("one")).toBeHidden();
  await expect(field("two")).toBeVisible();
  await expect(field("three")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await new Keyboard(page).press(page.locator("summary", { hasText: "More: one" }));
  await field("one").fill("x");
  expect(await answers(page)).toEqual({ "one-field": "x" });
  await field("one").fill("");
  await expect(field("one"), "it stays open while it is emptied").toBeVisible();
});

test("what is wrong in a folded panel is unfolded", async ({ page, site }) => {
  await show(page, site.url, survey);
  await page.getByRole("button", { name: /Complete|Send/ }).click();
  const field = page.getByRole("textbox", { name: "Field of one" });
  await expect(field).toBeFocused();
  await page.keyboard.type("x");
  await expect(field, "it stays open once it is mended").toBeVisible();
});

test("what is answered stays unfolded", async ({ page, site }) => {
  await show(page, site.url, { pages: [{ elements: [{ ...panel("one", "collapsed"), description: "Only if there is more." }] }, { elements: [{ type: "text", name: "z", title: "Z" }] }] });
  const field = page.getByRole("textbox", { name: "Field of one" });
  await expect(page.getByText("Only if there is more."), "it says whether to unfold").toBeVisible();
  await page.locator("summary").click();
  await field.fill("x");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(field).toBeVisible();
});

test("a page that begins with a folded panel is begun at its top", async ({ page, site }) => {
  const texts = (page: string) => Array.from({ length: 12 }, (_, place) => ({ type: "text", name: `${page}${place}` }));
  await page.setViewportSize({ width: 768, height: 600 });
  await show(page, site.url, { pages: [{ elements: texts("a") }, { elements: [{ ...panel("one", "collapsed") }, ...texts("b")] }] });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("summary")).toBeFocused();
  await expect(page.locator("summary")).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Field of one" })).toBeVisible();
});

test("dynamic panels fold up where their state says so", async ({ page, site }) => {
  await show(page, site.url, {
    elements: [
      {
        type: "paneldynamic",
        name: "people",
        panelCount: 2,
        panelsState: "firstExpanded",
        templateTitle: "Person",
        templateElements: [{ type: "text", name: "who", title: "Who", isRequired: true }],
      },
    ],
  });
  const who = page.getByRole("textbox", { name: "Who" });
  await expect(who, "the other is folded up").toHaveCount(1);
  await who.fill("Ada");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(who.last(), "what is wrong is unfolded").toBeFocused();
});
