import { expect, screen, test } from "../support/scenario";

interface Case {
  name: string;
  browser: string;
  query: string;
  attribute: string;
  language: string;
  title: string;
  button: string;
}

const ENGLISH = { title: "How did getting connected go?", button: "Skip" };
const FRENCH = { title: "Comment s’est passée votre mise en service", button: "Passer" };

const CASES: Case[] = [
  { name: "an English browser", browser: "en-US", query: "", attribute: "", language: "en-US", ...ENGLISH },
  { name: "a French browser", browser: "fr-FR", query: "", attribute: "", language: "fr-FR", ...FRENCH },
  { name: "a Canadian French browser", browser: "fr-CA", query: "", attribute: "", language: "fr-CA", ...FRENCH },
  { name: "a Japanese browser", browser: "ja-JP", query: "", attribute: "", language: "en", ...ENGLISH },
  { name: "the address", browser: "en-US", query: "?lang=fr", attribute: "", language: "fr", ...FRENCH },
  { name: "the attribute", browser: "en-US", query: "?lang=en", attribute: "fr", language: "fr", ...FRENCH },
  { name: "the attribute again", browser: "fr-FR", query: "", attribute: "en", language: "en", ...ENGLISH },
];

for (const { name, browser, query, attribute, language, title, button } of CASES) {
  test.describe(name, () => {
    test.use({ locale: browser });

    test(`${name} decides for ${language}`, async ({ page, site }) => {
      await page.goto(site.url + query);
      await page.evaluate((attribute) => {
        const survey = document.createElement("journey-survey");
        survey.setAttribute("shadow", "open");
        survey.setAttribute("survey", "/dist/surveys/installation.json");
        if (attribute) survey.setAttribute("locale", attribute);
        document.body.append(survey);
      }, attribute);
      await expect(screen(page).getByRole("heading")).toContainText(title);
      await expect(page.getByRole("button", { name: button })).toBeVisible();
      await expect(page.locator("[part=card]")).toHaveAttribute("lang", language);
    });
  });
}

test("switching the language mid-survey keeps the answers", async ({ page, site }) => {
  await page.goto(site.url);
  await page.evaluate(() => {
    const survey = document.createElement("journey-survey");
    survey.setAttribute("shadow", "open");
    survey.setAttribute("survey", "/dist/surveys/installation.json");
    document.body.append(survey);
  });
  await page.getByRole("radio", { name: "3" }).check({ force: true });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await page.locator("journey-survey").evaluate((survey) => survey.setAttribute("locale", "fr"));
  await expect(page.getByRole("button", { name: "Passer" })).toBeVisible();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
});
