import type { Answer } from "../support/site";
import { expect, test } from "../support/scenario";

const json = (body: string): Answer => ({ type: "application/json", body });

interface Case {
  name: string;
  answer: Answer;
  /** What the page says. */
  says: RegExp;
}

const unknownTypes = { elements: [{ type: "teleporter", name: "a" }, { type: "matrixdynamic", name: "b" }] };

/** No address, although it begins like one. */
const nowhere = { elements: [{ type: "text", name: "a" }], delivery: { endpoint: "http://[bad" } };

const CASES: Case[] = [
  { name: "not JSON", answer: json("{ title: "), says: /not JSON/ },
  { name: "HTML", answer: json("<!doctype html><h1>Sign in</h1>"), says: /not JSON/ },
  { name: "a list", answer: json("[1, 2]"), says: /JSON object .* not a list/ },
  { name: "a number", answer: json("7"), says: /JSON object .* not a number/ },
  { name: "empty", answer: json(""), says: /is empty/ },
  { name: "an empty object", answer: json("{}"), says: /no question in this document/ },
  { name: "of 10 MB", answer: json(`{"title":"${"a".repeat(10 << 20)}"}`), says: /larger than 4 MiB/ },
  { name: "of unknown types", answer: json(JSON.stringify(unknownTypes)), says: /no question in this document/ },
  { name: "missing", answer: { status: 404, body: "" }, says: /status 404/ },
  { name: "sent to nowhere", answer: json(JSON.stringify(nowhere)), says: /cannot be sent to `http:\/\/\[bad`/ },
  { name: "nested without end", answer: json("[".repeat(100_000)), says: /not JSON/ },
  {
    name: "nested deeper than is read",
    answer: json(`{"elements":${"[".repeat(5000)}${"]".repeat(5000)}}`),
    says: /nested deeper than/,
  },
];

for (const { name, answer, says } of CASES) {
  test.describe(name, () => {
    // What is wrong with a document its author reads in the console; that a file is missing the browser says itself.
    test.use({ expectedConsole: { lines: [/^warning: Journey Survey: /, /status of 404/] } });

    test(`a document that is ${name} gives a clear message`, async ({ page, site }) => {
      site.answers.set("/survey.json", answer);
      await page.goto(site.url);
      await page.evaluate(() => {
        const survey = document.createElement("journey-survey");
        survey.setAttribute("shadow", "open");
        survey.setAttribute("survey", "/survey.json");
        document.body.append(survey);
      });
      const problem = page.getByRole("alert");
      await expect(problem).toContainText("This survey cannot be shown");
      await expect(problem).toContainText(says);
    });
  });
}

test.describe("an element without a survey", () => {
  test.use({ expectedConsole: { lines: [/^warning: Journey Survey: .*names no survey/] } });

  test("says so", async ({ page, site }) => {
    await page.goto(site.url);
    await page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      document.body.append(survey);
    });
    await expect(page.getByRole("alert")).toContainText("names no survey");
  });
});

test.describe("over a page that nobody asked to leave", () => {
  test.use({ expectedConsole: { lines: [/status of 404/, /^warning: Journey Survey: .*status 404/] } });

  for (const display of ["popup", "modal"]) {
    test(`a survey that is not there stays out of sight: ${display}`, async ({ page, site }) => {
      site.answers.set("/survey.json", { status: 404, body: "" });
      await page.goto(site.url);
      const message = await page.evaluate(
        (display) =>
          new Promise<string>((resolve) => {
            const survey = document.createElement("journey-survey");
            survey.setAttribute("shadow", "open");
            survey.setAttribute("survey", "/survey.json");
            survey.setAttribute("display", display);
            survey.addEventListener("journey-survey:error", (event) => resolve((event as CustomEvent).detail.message));
            document.body.append(survey);
          }),
        display,
      );
      expect(message).toContain("/survey.json");
      await expect(page.locator("journey-survey")).toBeHidden();
    });
  }
});

test.describe("trying again", () => {
  test.use({ expectedConsole: { lines: [/status of 503/, /^warning: Journey Survey: .*status 503/] } });

  test("a document that was not there can be tried again", async ({ page, site }) => {
    site.answers.set("/survey.json", { status: 503, body: "" });
    await page.goto(site.url);
    await page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      survey.setAttribute("survey", "/survey.json");
      document.body.append(survey);
    });
    const again = page.getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    site.answers.set("/survey.json", json('{"elements":[{"type":"comment","name":"c","title":"Here now"}]}'));
    await again.click();
    await expect(page.getByText("Here now")).toBeVisible();
  });
});

test.describe("what is left out", () => {
  test.use({ expectedConsole: { lines: [/^warning: Journey Survey: warning \[unsupported-type\] \/elements\/0\/type/] } });

  test("elements of unsupported types are skipped with a word in the console", async ({ page, site }) => {
    const survey = { elements: [{ type: "matrixdynamic", name: "m" }, { type: "comment", name: "c", title: "Still asked" }] };
    site.answers.set("/survey.json", json(JSON.stringify(survey)));
    await page.goto(site.url);
    await page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      survey.setAttribute("survey", "/survey.json");
      document.body.append(survey);
    });
    await expect(page.getByText("Still asked")).toBeVisible();
  });
});

test.describe("a display that there is not", () => {
  test.use({ expectedConsole: { lines: [/^warning: Journey Survey: there is no display `popop`/] } });

  test("is named in the console, and the survey stands in the page", async ({ page, site }) => {
    site.answers.set("/survey.json", json('{"elements":[{"type":"comment","name":"c","title":"Here"}]}'));
    await page.goto(site.url);
    await page.evaluate(() => {
      const survey = document.createElement("journey-survey");
      survey.setAttribute("shadow", "open");
      survey.setAttribute("survey", "/survey.json");
      survey.setAttribute("display", "popop");
      document.body.append(survey);
    });
    await expect(page.getByText("Here")).toBeVisible();
  });
});
