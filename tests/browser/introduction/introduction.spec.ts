import { admitAxe, violations } from "../support/axe";
import { expect, show, test } from "../support/scenario";

const PIXEL = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='40'/%3E";
const survey = {
  title: "Your visit to {place}",
  description: "Five questions.",
  logo: PIXEL,
  pages: [
    { elements: [{ type: "text", name: "one", title: "First" }] },
    { elements: [{ type: "text", name: "two", title: "Second" }] },
  ],
};

test("what a survey is called, and its logo, stand on its first screen", async ({ page, site }) => {
  admitAxe(site);
  await show(page, site.url, survey, { context: { place: "Berlin" } });
  await expect(page.locator("[part=survey-title]")).toHaveText("Your visit to Berlin");
  await expect(page.getByText("Five questions.")).toBeVisible();
  await expect(page.locator("[part=logo]")).toHaveJSProperty("naturalWidth", 120);
  await expect(page.getByRole("heading", { name: "Your visit to Berlin" })).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("textbox", { name: "Second" })).toBeVisible();
  await expect(page.locator("[part=survey-title], [part=logo]")).toHaveCount(0);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.locator("[part=survey-title]")).toBeVisible();
});

test("a title that is not to be shown names the survey all the same", async ({ page, site }) => {
  await show(page, site.url, { ...survey, title: "Your visit", showTitle: false, description: "", logo: "" });
  await expect(page.getByRole("textbox", { name: "First" })).toBeVisible();
  await expect(page.locator(".introduction")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Your visit" })).toBeAttached();
});

test("they stand above all pages that are one, and above a page with a title", async ({ page, site }) => {
  const [first, second] = survey.pages;
  const titled = { ...survey, title: "Your visit", logo: "", pages: [{ ...first, title: "Arrival" }, second] };
  for (const questionsOnPageMode of ["standard", "singlePage"]) {
    await show(page, site.url, { ...titled, questionsOnPageMode });
    for (const name of ["Your visit", "Arrival"]) await expect(page.getByRole("heading", { name })).toHaveCount(1);
    await expect(page.getByText("Five questions.")).toBeVisible();
  }
});
