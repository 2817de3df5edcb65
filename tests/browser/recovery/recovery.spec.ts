import { expect, screen, test } from "../support/scenario";

test.describe("after a panic", () => {
  // What yew could not do, and how the panic reaches the browser.
  test.use({ expectedConsole: { lines: [/failed to insert node/, /unreachable/, /RuntimeError/] } });

  test("the widget comes back where it was", async ({ page, site }) => {
    await page.goto(site.url);
    await page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      survey.setAttribute("survey", "/dist/surveys/installation.json");
      document.body.append(survey);
    });
    await page.getByRole("radio", { name: "2" }).check({ force: true });
    await page.getByRole("button", { name: "Next" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "pick");
    const panicked = page.waitForEvent("pageerror", (error) => error.message.includes("unreachable"));
    // Somebody else's script takes the buttons away, before which the next screen is to be inserted.
    await page.evaluate(() => {
      const form = document.querySelector("journey-survey")?.shadowRoot?.querySelector("form");
      form?.querySelector(".buttons")?.remove();
      form?.requestSubmit();
    });
    await panicked;
    await expect(screen(page)).toHaveAttribute("data-screen", /rating|pick/);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Back" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "overall");
    await expect(page.getByRole("radio", { name: "2" })).toBeChecked();
  });
});

test("a reload leads back to the same screen, with what was answered", async ({ page, site }) => {
  const show = () =>
    page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      survey.setAttribute("survey", "/dist/surveys/installation.json");
      document.body.append(survey);
    });
  await page.goto(site.url);
  await show();
  await page.getByRole("radio", { name: "3" }).check({ force: true });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await page.reload();
  await show();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("radio", { name: "3" })).toBeChecked();
});
