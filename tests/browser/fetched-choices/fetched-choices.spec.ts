import type { Locator } from "@playwright/test";
import { answers, expect, show, test } from "../support/scenario";

const COUNTRIES = [
  { iso: "fr", title: "France" },
  { iso: "de", title: "Germany" },
];

const SURVEY = {
  elements: [
    { type: "dropdown", name: "country", title: "Country", choicesByUrl: { url: "/countries", valueName: "iso" } },
    {
      type: "radiogroup",
      name: "city",
      title: "City",
      visibleIf: "{country} notempty",
      choicesByUrl: { url: "/cities/{country}", path: "found;list", valueName: "name" },
    },
  ],
};

const json = (value: unknown) => ({ type: "application/json", body: JSON.stringify(value) });

const choose = async (list: Locator, name: string) => {
  await list.click();
  await list.page().getByRole("option", { name }).click();
};

test("lists come from the site, and another answer brings another list", async ({ page, site }) => {
  site.answers.set("/countries", json(COUNTRIES));
  site.answers.set("/cities/fr", json({ found: { list: [{ name: "Lyon" }, { name: "Paris" }] } }));
  site.answers.set("/cities/de", json({ found: { list: [{ name: "Jena" }] } }));
  await show(page, site.url, SURVEY);
  const country = page.getByRole("combobox", { name: "Country" });
  await choose(country, "France");
  await page.getByRole("radio", { name: "Paris" }).check();
  expect(await answers(page)).toEqual({ country: "fr", city: "Paris" });
  await choose(country, "Germany");
  await expect(page.getByRole("radio", { name: "Jena" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Paris" })).toHaveCount(0);
  expect(await answers(page)).toEqual({ country: "de" });
});

test("a list that does not come is said to be missing, and nobody is stopped by it", async ({ page, site, expectedConsole }) => {
  expectedConsole.lines = [/Failed to load resource.*404/];
  await show(page, site.url, SURVEY);
  await expect(page.getByRole("alert")).toContainText("404");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
});

test("a list that is slow is waited for, and an answer given beforehand stays", async ({ page, site }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/countries", async (route) => {
    await released;
    await route.fulfill({ contentType: "application/json", body: JSON.stringify(COUNTRIES) });
  });
  const [first] = SURVEY.elements;
  await show(page, site.url, { elements: [{ ...first, defaultValue: "de" }] });
  const country = page.getByRole("combobox", { name: "Country" });
  await expect(country).toBeVisible();
  await expect(country).toHaveValue("");
  release();
  await expect(country).toHaveValue("Germany");
  expect(await answers(page)).toEqual({ country: "de" });
});
