import type { Page } from "@playwright/test";

/** What the console says of it: what yew could not do, and how the panic reaches the browser. */
export const PANIC = [/failed to insert node/, /unreachable/, /RuntimeError/];

/** Lets the widget panic: somebody else's script takes the buttons away, before which the next screen is to be inserted. */
export const panic = async (page: Page, element = 0) => {
  const panicked = page.waitForEvent("pageerror", (error) => error.message.includes("unreachable"));
  await page.evaluate((element) => {
    const form = document.querySelectorAll("journey-survey")[element]?.shadowRoot?.querySelector("form");
    form?.querySelector(".buttons")?.remove();
    form?.requestSubmit();
  }, element);
  await panicked;
};
