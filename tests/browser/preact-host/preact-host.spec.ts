import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "../support/scenario";

const survey = {
  id: "within",
  context: ["clicks"],
  pages: [
    { elements: [{ type: "radiogroup", name: "size", title: "Size", choices: ["small", "large"] }, { type: "text", name: "name", title: "Your name" }] },
    { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
  ],
};

test("an application that is drawn again around the survey leaves it alone", async ({ page, site }) => {
  site.answers.set("/preact.mjs", {
    type: "text/javascript",
    body: readFileSync(createRequire(import.meta.url).resolve("preact")),
  });
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s application</title>
      <script src="/dist/journey-survey.js"></script><script type="module" src="/page.mjs"></script></head><body></body></html>`,
  });
  await page.goto(site.url);
  const draw = (times = 1) =>
    page.evaluate((times) => {
      for (let time = 0; time < times; time += 1) (window as any).draw();
    }, times);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await draw(7);
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  await page.getByText("large").click();
  await draw(3);
  await page.getByRole("button", { name: "Next" }).click();
  await draw(4);
  await page.getByRole("textbox", { name: "Anything else?" }).fill("No");
  await draw();
  const completed = page.evaluate(
    () => new Promise<any>((resolve) => addEventListener("journey-survey:completed", (event) => resolve((event as CustomEvent).detail))),
  );
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
  await draw(2);
  await expect(page.locator(".closing")).toBeVisible();
  await expect(page.locator("journey-survey")).toHaveCount(1);
  expect((await completed).answers).toEqual({ size: "large", name: "Ada", more: "No" });
});
