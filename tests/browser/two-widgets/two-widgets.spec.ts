import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "../support/scenario";

const survey = (endpoint: string) => ({
  type: "application/json",
  body: JSON.stringify({
    id: "twice",
    pages: [
      { elements: [{ type: "text", name: "name", title: "Your name" }] },
      { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
    ],
    delivery: { endpoint },
  }),
});

const begin = async (page: Page, widget: string, name: string) => {
  const form = page.locator(widget);
  await form.getByRole("textbox", { name: "Your name" }).fill(name);
  await form.getByRole("button", { name: "Next" }).click();
  await expect(form.getByRole("textbox", { name: "Anything else?" })).toBeVisible();
};

const finish = async (page: Page, widget: string) => {
  await page.locator(widget).getByRole("button", { name: "Send" }).click();
  await expect(page.locator(widget).locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
};

test("two widgets on a page, and two tabs, are different respondents", async ({ page, context, site, collector }) => {
  site.answers.set("/survey.json", survey(`${collector.url}/v1/responses`));
  await page.goto(site.url);
  await expect(page.locator("html")).toHaveAttribute("data-loaded", "function,function,function,0.1.0");
  await begin(page, "#first", "Ada");
  await begin(page, "#second", "Bob");
  await page.reload();
  for (const widget of ["#first", "#second"]) {
    await expect(page.locator(widget).getByRole("textbox", { name: "Anything else?" })).toBeVisible();
  }
  const other = await (context as BrowserContext).newPage();
  await other.goto(site.url);
  await begin(other, "#first", "Cyd");
  await finish(page, "#first");
  await finish(page, "#second");
  await finish(other, "#first");
  await collector.stop();
  const names = (await collector.rows()).map((row) => JSON.parse(row.body).answers.name);
  expect(names.sort()).toEqual(["Ada", "Bob", "Cyd"]);
});

test("a page that is read from right to left does not turn an English survey around", async ({ page, site }) => {
  site.answers.set("/survey.json", survey("/nowhere"));
  await page.goto(site.url);
  await expect(page.locator("#first [part=card]")).toHaveCSS("direction", "ltr");
});
