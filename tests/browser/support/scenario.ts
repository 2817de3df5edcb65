import { test as base, expect, type Page } from "@playwright/test";
import { dirname } from "node:path";
import { Collector } from "./collector";
import { Site } from "./site";

interface Scenario {
  site: Site;
  /** The endpoint, started, open to the site. */
  collector: Collector;
  /** What the console may say beyond nothing. (Not a bare list: that would be read as a fixture and its options.) */
  expectedConsole: { lines: RegExp[] };
}

/** A test in its own folder, with a site, an endpoint, and a console that must be empty in the end. */
export const test = base.extend<Scenario & { console: void }>({
  expectedConsole: [{ lines: [] }, { option: true }],

  site: async ({}, use, info) => {
    const site = new Site(dirname(info.file));
    await site.start();
    await use(site);
    await site.stop();
  },

  collector: async ({ site }, use) => {
    const collector = new Collector("--allow-origin", site.url);
    await collector.start();
    site.connect = collector.url;
    await use(collector);
    await collector.dispose();
  },

  console: [
    async ({ page, expectedConsole }, use) => {
      const lines: string[] = [];
      page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => lines.push(`uncaught: ${error.message}`));
      await use();
      const unexpected = lines.filter((line) => !expectedConsole.lines.some((pattern) => pattern.test(line)));
      expect(unexpected, "the console is empty").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The address of the journey's screen that is shown, such as `installer.rating`. */
export const screen = (page: Page) => page.locator("[data-screen]");

/** What becomes of the response, as the respondent reads it. */
export const fate = (page: Page) => page.locator("[data-fate]");

/** Puts a survey on a page of the site; its handle is kept on the window, for `answers`. */
export const show = async (page: Page, url: string, survey: object, where: object = { container: "body" }) => {
  await page.goto(url);
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(
    async ({ survey, where }) => {
      const handle = await window.journeySurvey.show({ survey, shadow: "open", ...where });
      Object.assign(window, { handle });
    },
    { survey, where },
  );
};

/** Puts an element with the survey at this address, open to the page, at the end of it. */
export const append = (page: Page, survey = "/dist/surveys/installation.json") =>
  page.evaluate((address) => {
    const element = document.createElement("journey-survey");
    element.setAttribute("shadow", "open");
    element.setAttribute("survey", address);
    document.body.append(element);
  }, survey);

/** The answers of the record, so far, of what `show` put there. */
export const answers = (page: Page) => page.evaluate(() => (window as any).handle.response().answers);
