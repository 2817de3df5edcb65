import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, screen, show, test } from "../support/scenario";

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
  { name: "an attribute with a bar", browser: "en-US", query: "", attribute: "fr_ca", language: "fr-ca", ...FRENCH },
  { name: "an attribute in Norwegian", browser: "en-US", query: "", attribute: "no", language: "no", title: ENGLISH.title, button: "Hopp over" },
  { name: "an attribute in Swahili", browser: "en-US", query: "", attribute: "sw", language: "sw", ...ENGLISH },
  { name: "an attribute that is no language", browser: "en-US", query: "", attribute: "français!", language: "français!", ...ENGLISH },
];

for (const { name, browser, query, attribute, language, title, button } of CASES) {
  test.describe(name, () => {
    test.use({ locale: browser });

    test(`${name} decides for ${language}`, async ({ page, site }) => {
      await put(page, site.url + query, "/dist/surveys/installation.json", attribute);
      await expect(screen(page).getByRole("heading")).toContainText(title);
      await expect(page.getByRole("button", { name: button })).toBeVisible();
      await expect(card(page)).toHaveAttribute("lang", language);
    });
  });
}

const FOLDER = new URL("../../../www/locales/", import.meta.url);
const LANGUAGES = readdirSync(FOLDER)
  .map((file) => file.replace(".json", ""))
  .filter((name) => name !== "surveyjs");
const texts = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}.json`, FOLDER), "utf8"));

const RIGHT_TO_LEFT = ["ar", "fa", "he"];
const ROOM = 150;

/** Two pages; the first one counts characters and choices. */
const COUNTING = {
  pages: [
    {
      elements: [
        { type: "comment", name: "words", title: "Words", maxLength: ROOM },
        { type: "checkbox", name: "some", title: "Some", choices: ["a", "b", "c"], minSelectedChoices: 2 },
      ],
    },
    { elements: [{ type: "boolean", name: "flag", title: "Flag" }] },
  ],
};

test("every language says its own words, counts with its own forms and stands on its own side", async ({ page, site }) => {
  test.slow();
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  await put(page, site.url, "/counting.json", "en");
  for (const language of LANGUAGES) {
    await speak(page, language);
    const words = texts(language);
    await expect(page.getByRole("button", { name: words.next, exact: true }), language).toBeVisible();
    await expect(card(page)).toHaveAttribute("lang", language);
    await expect(card(page)).toHaveCSS("direction", RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr");
    for (const { left, form, digits } of await counted(page, language, [1, 2, 5, 21])) {
      const expected = words[`characters-left.${form}`]?.replace("{0}", digits);
      expect(expected, `${language}: ${left} is counted as ${form}`).toBeTruthy();
      await page.getByRole("textbox").fill("x".repeat(ROOM - left));
      await expect(page.getByText(expected ?? "", { exact: true }), `${left} in ${language}`).toBeVisible();
    }
  }
});

test("every file has the forms that the browser counts with", async ({ page, site }) => {
  await page.goto(site.url);
  for (const language of LANGUAGES) {
    const forms = await page.evaluate(
      (language) => new Intl.PluralRules(language).resolvedOptions().pluralCategories,
      language,
    );
    const keys = Object.keys(texts(language)).filter((key) => key.startsWith("left."));
    expect(keys.sort(), language).toEqual(forms.map((form) => `left.${form}`).sort());
  }
});

/** What is left of the room, as it is read. */
const COUNTS: [string, number, string][] = [
  ["ru", 1, "Остался 1 символ"],
  ["ru", 2, "Осталось 2 символа"],
  ["ru", 5, "Осталось 5 символов"],
  ["ru", 21, "Остался 21 символ"],
  ["ru", 111, "Осталось 111 символов"],
  ["pl", 1, "Pozostał 1 znak"],
  ["pl", 21, "Pozostało 21 znaków"],
  ["pl", 22, "Pozostały 22 znaki"],
  ["pl", 12, "Pozostało 12 znaków"],
  ["ar-EG", 1, "بقي حرف واحد"],
  ["ar-EG", 2, "بقي حرفان"],
  ["ar-EG", 3, "بقيت ٣ أحرف"],
  ["ar-EG", 11, "بقي ١١ حرفًا"],
  ["ar-EG", 100, "بقي ١٠٠ حرف"],
  ["fr", 0, "0 caractère restant"],
  ["en", 0, "0 characters left"],
  ["ja", 1, "残り 1 文字"],
  ["he", 2, "נותרו שני תווים"],
];

test("numbers take the forms that people write", async ({ page, site }) => {
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  await put(page, site.url, "/counting.json", "en");
  for (const [language, left, expected] of COUNTS) {
    await speak(page, language);
    await page.getByRole("textbox").fill("x".repeat(ROOM - left));
    await expect(page.getByText(expected, { exact: true }), `${left} in ${language}`).toBeVisible();
  }
});

test("the same language once more is no news", async ({ page, site }) => {
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  await put(page, site.url, "/counting.json", "fr");
  const field = page.getByRole("textbox");
  await field.fill("before");
  const element = await field.elementHandle();
  await speak(page, "fr");
  await page.keyboard.type(" and after");
  await expect(field).toHaveValue("before and after");
  expect(await element!.evaluate((element) => element.isConnected), "it is the same field").toBe(true);
});

test("what is wrong is said in the language that was switched to", async ({ page, site }) => {
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  await put(page, site.url, "/counting.json", "de");
  await page.getByLabel("a", { exact: true }).check();
  await page.getByRole("button", { name: "Weiter" }).click();
  await expect(page.getByText("Bitte wählen Sie mindestens 2 Antworten.")).toBeVisible();
  await speak(page, "ar");
  await expect(page.getByText("يرجى اختيار إجابتين على الأقل.")).toBeVisible();
  await speak(page, "ru");
  await expect(page.getByText("Выберите не менее 2 ответов.")).toBeVisible();
});

test("switching the language keeps answers, page and focus", async ({ page, site }) => {
  let documents = 0;
  page.on("request", (request) => (documents += Number(request.url().endsWith("/counting.json"))));
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  await put(page, site.url, "/counting.json", "en");
  await page.getByLabel("a", { exact: true }).check();
  await page.getByLabel("b", { exact: true }).check();
  const area = page.getByRole("textbox");
  await area.fill("half a sen");
  await area.press("ArrowLeft");
  for (const [language, direction] of [["ar", "rtl"], ["ja", "ltr"], ["he", "rtl"], ["en", "ltr"]] as const) {
    await speak(page, language);
    await expect(page.getByRole("button", { name: texts(language).next, exact: true })).toBeVisible();
    await expect(card(page)).toHaveAttribute("dir", direction);
    await expect(area).toBeFocused();
    await expect(area).toHaveValue("half a sen");
    expect(await area.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(9);
    await expect(page.getByLabel("b", { exact: true })).toBeChecked();
  }
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Flag")).toBeVisible();
  await speak(page, "fr");
  await expect(page.getByRole("button", { name: "Retour" })).toBeVisible();
  await expect(page.getByText("Flag")).toBeVisible();
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText(texts("fr")["thanks.title"] ?? "", { exact: true })).toBeVisible();
  // The run is over and stays over.
  await speak(page, "de");
  await expect(page.getByText("Vielen Dank", { exact: true })).toBeVisible();
  expect(documents, "the survey is not fetched again").toBe(1);
});

test("switching the language mid-journey keeps the screen and what is chosen on it", async ({ page, site }) => {
  await put(page, site.url, "/dist/surveys/installation.json", "");
  await page.getByRole("radio", { name: "3" }).check({ force: true });
  await speak(page, "fr");
  await expect(page.getByRole("button", { name: "Suivant" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "3" })).toBeChecked();
  await page.getByRole("button", { name: "Suivant" }).click();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await speak(page, "en");
  await expect(page.getByRole("button", { name: "Skip" })).toBeVisible();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
});

test("a dialog is called what it is called in the language that was switched to", async ({ page, site }) => {
  await put(page, site.url, "/dist/surveys/installation.json", "en");
  await page.locator("journey-survey").evaluate((survey) => {
    const modal = survey.cloneNode() as HTMLElement;
    modal.setAttribute("display", "modal");
    survey.replaceWith(modal);
  });
  await expect(page.getByRole("dialog", { name: "Your installation" })).toBeVisible();
  await speak(page, "de");
  await expect(page.getByRole("dialog", { name: "Ihre Installation" })).toBeVisible();
});

test("of languages that are asked for in a row the last one is shown", async ({ page, site }) => {
  await page.route("**/locales/de.json", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await put(page, site.url, "/dist/surveys/installation.json", "en");
  await expect(page.getByRole("button", { name: "Skip" })).toBeVisible();
  const late = page.waitForResponse("**/locales/de.json");
  await speak(page, "de");
  await speak(page, "it");
  await late;
  await expect(page.getByRole("button", { name: "Salta" })).toBeVisible();
  await page.waitForTimeout(100);
  await expect(page.getByRole("button", { name: "Salta" })).toBeVisible();
});

test("the page's own direction does not turn the survey around", async ({ page, site }) => {
  site.answers.set("/counting.json", { type: "application/json", body: JSON.stringify(COUNTING) });
  for (const [own, language, direction] of [["rtl", "de", "ltr"], ["ltr", "he", "rtl"], ["rtl", "fa", "rtl"]] as const) {
    await put(page, site.url, "/counting.json", language, own);
    await expect(page.getByRole("button", { name: texts(language).next, exact: true })).toBeVisible();
    await expect(card(page)).toHaveCSS("direction", direction);
    const [button, whole] = [await page.locator("[part=next]").boundingBox(), await card(page).boundingBox()];
    const middle = (box: typeof button) => (box ? box.x + box.width / 2 : NaN);
    // Going on is at the end of the line.
    expect(middle(button) > middle(whole), `${language} on a page in ${own}`).toBe(direction === "ltr");
  }
});

test("no language and no long word makes a phone scroll sideways", async ({ page, site }) => {
  const long = "Donaudampfschifffahrtsgesellschaftskapitänsmütze";
  const survey = {
    title: long,
    elements: [
      { type: "radiogroup", name: "one", title: long, description: long, choices: [long], isRequired: true },
      { type: "ranking", name: "order", choices: [long, "b"] },
      { type: "matrix", name: "table", rows: [long], columns: [long, "b"] },
      { type: "rating", name: "rate", minRateDescription: long, maxRateDescription: long },
      { type: "boolean", name: "flag", labelTrue: long },
    ],
  };
  site.answers.set("/long.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.setViewportSize({ width: 320, height: 600 });
  await put(page, site.url, "/long.json", "en");
  await page.locator("[part=next]").click();
  for (const language of LANGUAGES) {
    await speak(page, language);
    await expect(page.locator("[part=next]"), language).toHaveText(texts(language).complete ?? "");
    expect(await page.evaluate(() => document.documentElement.scrollWidth), language).toBeLessThanOrEqual(320);
    const sticking = await card(page).evaluate((card) => {
      const edge = card.getBoundingClientRect();
      return [...card.querySelectorAll("*")]
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1))
        .map(({ part }) => `${part.tagName}.${part.className}`);
    });
    expect(sticking, language).toEqual([]);
  }
});

test.describe("without its file", () => {
  test.use({
    expectedConsole: { lines: [/^error: Failed to load resource/, /^warning: Journey Survey: the texts in `de`/] },
  });

  test("a language gives way to English, with one warning", async ({ page, site }) => {
    const warnings: string[] = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    site.answers.set("/dist/locales/de.json", { status: 500, body: "" });
    await put(page, site.url, "/dist/surveys/installation.json", "de-AT");
    await expect(page.getByRole("button", { name: "Skip" })).toBeVisible();
    expect(warnings).toHaveLength(1);
    site.answers.delete("/dist/locales/de.json");
    // Only successes are kept.
    await speak(page, "de-CH");
    await expect(page.getByRole("button", { name: "Überspringen" })).toBeVisible();
  });
});

test.describe("a survey that is not there", () => {
  test.use({ expectedConsole: { lines: [/^error: Failed to load resource/, /^warning: Journey Survey: .*\/nowhere\.json/] } });

  test("is told of in the respondent's language", async ({ page, site }) => {
    await put(page, site.url, "/nowhere.json", "es");
    await expect(page.getByRole("heading", { name: "No se puede mostrar esta encuesta" })).toBeVisible();
    await expect(page.getByText("No se pudo cargar la encuesta desde /nowhere.json.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Intentar de nuevo" })).toBeVisible();
    await expect(card(page)).toHaveAttribute("lang", "es");
  });
});

test("expressions are written as the browser knows the language to", async ({ page, site }) => {
  const styles = [
    { displayStyle: "currency", currency: "USD" },
    { displayStyle: "currency", currency: "JPY" },
    { displayStyle: "percent", maximumFractionDigits: 1 },
    { displayStyle: "decimal", minimumFractionDigits: 2 },
    { displayStyle: "date" },
  ];
  const survey = (locale: string) => ({
    locale,
    elements: styles.map((style, place) => ({
      type: "expression",
      name: `e${place}`,
      title: `T${place}`,
      expression: style.displayStyle === "date" ? "'2026-02-03'" : "1234567.891",
      ...style,
    })),
  });
  for (const locale of ["es", "hi", "fa", "de-CH", "pt_br", "ko", "no such language"]) {
    await show(page, site.url, survey(locale));
    const expected = await page.evaluate(
      ({ styles, locale }) =>
        styles.map(({ displayStyle, ...options }) =>
          displayStyle === "date"
            ? new Date(2026, 1, 3).toLocaleDateString(locale)
            : (1234567.891).toLocaleString(locale, { style: displayStyle, ...options } as Intl.NumberFormatOptions),
        ),
      { styles, locale: locale.includes(" ") ? "en" : locale.replace("_", "-") },
    );
    for (const [place, text] of expected.entries())
      await expect(page.locator("[part=question]").nth(place), `${locale} ${place}`).toContainText(text);
  }
});

test("bounds are named as the browser knows the language to write them", async ({ page, site }) => {
  const bounds: { inputType: string; min: unknown; defaultValue: unknown; date?: string; options: object }[] = [
    { inputType: "number", min: 1234.5, defaultValue: 1, options: { useGrouping: false } },
    { inputType: "date", min: "2026-02-03", defaultValue: "2025-01-01", date: "2026-02-03T00:00", options: { dateStyle: "medium" } },
    { inputType: "datetime-local", min: "2026-02-03T17:30", defaultValue: "2025-01-01T08:00", date: "2026-02-03T17:30", options: { dateStyle: "medium", timeStyle: "short" } },
    { inputType: "month", min: "2026-02", defaultValue: "2025-01", date: "2026-02-01T00:00", options: { month: "long", year: "numeric" } },
    { inputType: "time", min: "17:30", defaultValue: "08:00", date: "1970-01-01T17:30", options: { timeStyle: "short" } },
  ];
  const elements = bounds.map(({ inputType, min, defaultValue }, place) => ({ type: "text", name: `t${place}`, inputType, min, defaultValue }));
  for (const locale of ["en", "de", "hi", "fa", "pt", "ja"]) {
    await show(page, site.url, { locale, elements });
    await page.locator("[part=next]").click();
    const expected = await page.evaluate(
      ({ bounds, locale }) =>
        bounds.map(({ min, date, options }) => (date ? new Date(date).toLocaleString(locale, options) : Number(min).toLocaleString(locale, options))),
      { bounds, locale },
    );
    const said = texts(locale);
    const sentences = expected.map((bound, place) =>
      place === 0 ? said["error.min"]?.replace("{0}", bound) : said["error.earliest"]?.replace("{1}", bound),
    );
    await expect(page.locator(".error"), locale).toHaveText(sentences.map(String));
  }
});

const card = (page: Page) => page.locator("[part=card]");

/** A page in a direction of its own, with a survey in it. */
const put = async (page: Page, url: string, survey: string, locale: string, direction = "ltr") => {
  await page.goto(url);
  await page.evaluate(
    ({ survey, locale, direction }) => {
      document.documentElement.dir = direction;
      const element = document.createElement("journey-survey");
      element.setAttribute("shadow", "open");
      element.setAttribute("survey", survey);
      if (locale) element.setAttribute("locale", locale);
      document.body.append(element);
    },
    { survey, locale, direction },
  );
  await expect(card(page).getByRole("heading").or(card(page).getByRole("textbox")).first()).toBeVisible();
};

const speak = (page: Page, locale: string) =>
  page.locator("journey-survey").evaluate((survey, locale) => survey.setAttribute("locale", locale), locale);

/** How the browser writes and counts numbers. */
const counted = (page: Page, language: string, numbers: number[]) =>
  page.evaluate(
    ({ language, numbers }) => {
      const [rules, format] = [new Intl.PluralRules(language), new Intl.NumberFormat(language)];
      return numbers.map((left) => ({ left, form: rules.select(left), digits: format.format(left) }));
    },
    { language, numbers },
  );
