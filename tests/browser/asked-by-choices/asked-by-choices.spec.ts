import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const detail = (name: string, title: string) => ({ type: "text", name, title, isRequired: true });
const elements = [
  {
    type: "checkbox",
    name: "trouble",
    title: "What gave you trouble?",
    choices: [
      { value: "heating", text: "The heating", elements: [detail("rooms", "Which rooms stayed cold?"), { type: "rating", name: "cold", title: "How cold?" }] },
      { value: "water", text: "The water", elements: [{ type: "radiogroup", name: "kind", title: "What was wrong with it?", choices: ["No hot water", { value: "leak", text: "A leak", elements: [detail("where", "Where?")] }] }] },
      "nothing",
    ],
  },
  { type: "comment", name: "more", title: "Anything else?" },
];

test("what a choice asks comes and goes with it, by keys", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, { elements });
  const keyboard = new Keyboard(page);
  const rooms = page.getByRole("textbox", { name: "Which rooms" });
  await expect(rooms).toHaveCount(0);
  await keyboard.check(page.getByRole("checkbox", { name: "The heating" }));
  await expect(page.getByRole("group", { name: "The heating" }).getByRole("textbox", { name: "Which rooms" })).toBeVisible();
  await keyboard.check(page.getByRole("checkbox", { name: "The water" }));
  await keyboard.choose(page.getByRole("radio", { name: "A leak" }));
  await keyboard.write(page.getByRole("textbox", { name: "Where?" }), "Kitchen");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /Complete|Send/ }).click();
  await expect(rooms, "it is required").toBeFocused();
  await rooms.fill("Bedroom");
  expect(await answers(page)).toEqual({ trouble: ["heating", "water"], rooms: "Bedroom", kind: "leak", where: "Kitchen" });
  await page.getByRole("checkbox", { name: "The heating" }).uncheck();
  await expect(rooms).toHaveCount(0);
});

test("one question at a time takes with it what its choices ask", async ({ page, site }) => {
  await show(page, site.url, { questionsOnPageMode: "questionPerPage", elements });
  await page.getByRole("checkbox", { name: "The heating" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("textbox", { name: "Which rooms" })).toBeFocused();
  await page.keyboard.type("Bath");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("textbox", { name: "Anything else?" })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("textbox", { name: "Which rooms" })).toHaveValue("Bath");
});

test("in a dynamic panel each asks for itself", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "paneldynamic", name: "rooms", title: "Rooms", panelCount: 2, templateElements: elements.slice(0, 1) }] });
  await page.getByRole("checkbox", { name: "The heating" }).nth(1).check();
  const rooms = page.getByRole("textbox", { name: "Which rooms" });
  await expect(rooms).toHaveCount(1);
  await rooms.fill("Attic");
  expect(await answers(page)).toEqual({ rooms: [{}, { trouble: ["heating"], rooms: "Attic" }] });
});
