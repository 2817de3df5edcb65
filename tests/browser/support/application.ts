import { expect, type Page } from "@playwright/test";
import type { Site } from "./site";

const survey = {
  id: "within",
  context: ["clicks"],
  pages: [
    { elements: [{ type: "radiogroup", name: "size", title: "Size", choices: ["small", "large"] }, { type: "text", name: "name", title: "Your name" }] },
    { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
  ],
};

/** A page whose application, started by `script`, draws the survey among its own things. */
export function publishApplication(site: Site, script: string): void {
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s application</title>
      <script src="/dist/journey-survey.js"></script><script type="module" src="${script}"></script></head><body></body></html>`,
  });
}

/** Answers the survey to its end while the application around it is drawn again and again. */
export async function answerWhileDrawn(page: Page, draw: (times: number) => Promise<void>, answered = async () => {}): Promise<void> {
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await draw(7);
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  await page.getByText("large").click();
  await answered();
  await expect(page.getByRole("radio", { name: "large" })).toBeChecked();
  await draw(3);
  await page.getByRole("button", { name: "Next" }).click();
  await draw(4);
  await page.getByRole("textbox", { name: "Anything else?" }).fill("No");
  await draw(1);
  const completed = page.evaluate(
    () => new Promise<any>((resolve) => addEventListener("journey-survey:completed", (event) => resolve((event as CustomEvent).detail))),
  );
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
  await draw(2);
  await expect(page.locator(".closing")).toBeVisible();
  await expect(page.locator("journey-survey")).toHaveCount(1);
  expect((await completed).answers).toEqual({ size: "large", name: "Ada", more: "No" });
}
