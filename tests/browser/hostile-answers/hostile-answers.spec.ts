import { expect, test } from "../support/scenario";

test("an answer that is piped into html stays text", async ({ page, site }) => {
  const survey = {
    pages: [
      { elements: [{ type: "text", name: "name", title: "Your name" }] },
      { elements: [{ type: "html", name: "greeting", html: "<p id='greeting'>Hello <b>{name}</b></p>" }] },
    ],
    completedHtml: "<h2>Goodbye {name}</h2>",
  };
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.goto(site.url);
  await page.evaluate(() => {
    const survey = document.createElement("journey-survey");
    survey.setAttribute("shadow", "open");
    survey.setAttribute("survey", "/survey.json");
    document.body.append(survey);
  });
  const hostile = "<a href='https://evil.example'>Ada</a> &amp; {name}";
  await page.getByRole("textbox", { name: "Your name" }).fill(hostile);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText(`Hello ${hostile}`)).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: `Goodbye ${hostile}` })).toBeVisible();
  await expect(page.locator("a[href*=evil]")).toHaveCount(0);
});
