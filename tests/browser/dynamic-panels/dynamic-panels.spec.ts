import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { answers, expect, show, test } from "../support/scenario";

const people = (more: object) => ({
  elements: [
    {
      type: "paneldynamic",
      name: "people",
      title: "Person",
      panelCount: 2,
      templateElements: [{ type: "text", name: "who", title: "Who", isRequired: true }],
      ...more,
    },
  ],
});

const who = (page: Page) => page.getByRole("textbox", { name: "Who" });

test.use({ reducedMotion: "reduce" } as object);

test("what would be lost is asked about first", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, people({ confirmDelete: true }));
  const keys = new Keyboard(page);
  await who(page).first().fill("Ada");
  await keys.press(page.getByRole("button", { name: "Remove: Person 1" }));
  const asked = page.getByRole("group", { name: "Remove this and what is in it?" });
  await expect(asked.getByRole("button", { name: "Keep" }), "no answer is lost by pressing twice").toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(asked).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Remove: Person 1" })).toBeFocused();
  // Nothing would be lost here.
  await page.getByRole("button", { name: "Remove: Person 2" }).click();
  await expect(who(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Remove: Person 1" }).click();
  await asked.getByRole("button", { name: "Remove" }).click();
  await expect(who(page)).toHaveCount(0);
});

test("whoever adds a panel goes on in it", async ({ page, site }) => {
  for (const displayMode of ["list", "tab", "carousel"]) {
    await show(page, site.url, people({ displayMode, panelCount: 1 }));
    await new Keyboard(page).press(page.getByRole("button", { name: "Add" }));
    await expect(who(page).last()).toBeFocused();
    await page.keyboard.type("Bob");
    expect(await answers(page)).toEqual({ people: [{}, { who: "Bob" }] });
  }
});

for (const displayMode of ["tab", "carousel"]) {
  test(`one at a time: ${displayMode}`, async ({ page, site }) => {
    admitAxe(site);
    await show(page, site.url, people({ displayMode }));
    const go = async (title: string, step: string) =>
      page.getByRole("button", { name: displayMode === "tab" ? title : step, exact: true }).click();
    await expect(who(page)).toHaveCount(1);
    await who(page).fill("Ada");
    expect(await violations(page)).toEqual([]);
    // What is missing is shown, wherever it is.
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("group", { name: "Person 2" })).toBeVisible();
    await expect(who(page)).toBeFocused();
    await who(page).fill("Bob");
    await go("Person 1", "Back");
    await expect(who(page)).toHaveValue("Ada");
    await go("Person 2", "Next");
    await expect(who(page)).toHaveValue("Bob");
    await page.getByRole("button", { name: "Add" }).click();
    await expect(page.getByRole("group", { name: "Person 3" })).toBeVisible();
    await page.getByRole("button", { name: "Remove: Person 3" }).click();
    expect(await answers(page)).toEqual({ people: [{ who: "Ada" }, { who: "Bob" }] });
  });
}

test("what is wrong is shown, in tabs within tabs and in folded panels within them", async ({ page, site }) => {
  const folded = { type: "panel", name: "more", title: "More", state: "collapsed", elements: [{ type: "text", name: "who", title: "Who", isRequired: true }] };
  const within = { type: "paneldynamic", name: "cars", title: "Car", displayMode: "tab", panelCount: 2, templateElements: [folded] };
  await show(page, site.url, people({ displayMode: "tab", templateElements: [within] }));
  for (const [person, car] of [[1, 1], [1, 2], [2, 1], [2, 2]]) {
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("group", { name: `Person ${person}`, exact: true })).toBeVisible();
    await expect(page.getByRole("group", { name: `Car ${car}`, exact: true })).toBeVisible();
    await expect(who(page)).toBeFocused();
    await page.keyboard.type("Ada");
  }
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
});

test("tabs say which of them something is wrong in", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, people({ displayMode: "tab", panelCount: 3 }));
  await who(page).fill("Ada");
  await page.getByRole("button", { name: "Send" }).click();
  const tab = (place: number, wrong: boolean) =>
    page.getByRole("button", { name: `Person ${place}${wrong ? " Please check this answer." : ""}`, exact: true });
  for (const [place, wrong] of [[1, false], [2, true], [3, true]] as const) await expect(tab(place, wrong)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await who(page).fill("Bob");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(tab(2, false)).toBeVisible();
  await expect(page.getByRole("group", { name: "Person 3" })).toBeVisible();
});
