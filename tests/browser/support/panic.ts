import type { Page } from "@playwright/test";

/** What the console says of it: what yew could not do, and how the panic reaches the browser. */
export const PANIC = [/failed to insert node/, /unreachable/, /RuntimeError/];

/** Lets the widget panic: somebody else's script takes the buttons away, before which the next screen is to be inserted. */
export const panic = async (page: Page) => {
  const panicked = page.waitForEvent("pageerror", (error) => error.message.includes("unreachable"));
  await page.evaluate(() => {
    const form = document.querySelector("journey-survey")?.shadowRoot?.querySelector("form");
    form?.querySelector(".buttons")?.remove();
    form?.requestSubmit();
  });
  await panicked;
};
