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
