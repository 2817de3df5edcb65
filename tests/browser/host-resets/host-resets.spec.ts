import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "@playwright/test";
import type { Site } from "../support/site";
import { expect, show, test } from "../support/scenario";
import { everyControl } from "./surveys";

const resolve = createRequire(import.meta.url).resolve;
const ofPackage = (path: string) => readFileSync(resolve(path), "utf8");

/** What the page's own style sheet says. */
const hostile: Record<string, string> = {
  "all unset": "* { all: unset }",
  "all unset, with importance": "* { all: unset !important }",
  "resets with importance": `
    *, *::before, *::after { margin: 0 !important; padding: 0 !important; border: 0 !important; outline: 0 !important;
      box-sizing: content-box !important; font: italic 9px/1 monospace !important; color: red !important;
      text-align: right !important; text-transform: uppercase !important;
      letter-spacing: 3px !important; word-spacing: 9px !important; text-indent: 2em !important;
      list-style: none !important; cursor: crosshair !important; white-space: pre !important;
      animation: none !important; transition: none !important; visibility: visible !important }
    div, p, label { background: yellow !important }
    input, button, select, textarea, label { appearance: none !important; display: none !important }
    ::selection { background: red !important }`,
  "Bootstrap": ofPackage("bootstrap/dist/css/bootstrap.css"),
  "Bootstrap from right to left": ofPackage("bootstrap/dist/css/bootstrap.rtl.css"),
  "Tailwind's preflight": ofPackage("tailwindcss/preflight.css"),
  "a root font of 10 px": "html { font-size: 62.5% } body { font-size: 1.6rem; line-height: 1 }",
  "lines from top to bottom": "body { writing-mode: vertical-rl; text-orientation: upright }",
  "a row that shrinks what stands in it": "body { display: flex; justify-content: center }",
  "a column that shrinks what stands in it": "body { display: grid; place-items: center }",
};

const widths = [1280, 320];

/** A page whose style sheet says that, and a place whose width no style sheet changes. */
const hostPage = (site: Site, styles: string, direction = "ltr") => {
  site.policy = "default-src 'none'; connect-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'";
  site.answers.set("/host.css", { type: "text/css", body: styles });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html>
      <html lang="en" dir="${direction}">
        <head>
          <meta charset="utf-8" /><title>Somebody’s page</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <link rel="stylesheet" href="/host.css" />
          <style>body { margin: 0 !important }</style>
          <script src="/dist/journey-survey.js"></script>
        </head>
        <body></body>
      </html>`,
  });
};

/** Whatever the page has in the way. */
const choose = (control: Locator) => control.evaluate((control: HTMLElement) => control.click());

/** The edges of round shapes are drawn a little differently from time to time. */
const ANTI_ALIASING = 32;

/** How many pixels are not the same in two pictures. */
const differences = (page: Page, pictures: Buffer[]): Promise<number> =>
  page.evaluate(
    async ({ pictures, tolerance }) => {
      const pixels = pictures.map(async (picture) => {
        const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas?.drawImage(image, 0, 0);
        return canvas?.getImageData(0, 0, image.width, image.height);
      });
      const [one, other] = await Promise.all(pixels);
      if (!one || !other || one.width !== other.width || one.height !== other.height) return Infinity;
      let different = 0;
      for (let at = 0; at < one.data.length; at += 4) {
        const channels = [0, 1, 2].map((channel) => Math.abs(one.data[at + channel]! - other.data[at + channel]!));
        if (Math.max(...channels) > tolerance) different += 1;
      }
      return different;
    },
    { pictures: pictures.map((picture) => picture.toString("base64")), tolerance: ANTI_ALIASING },
  );

/** What a respondent sees of the survey: at first, and with mistakes and a focus. */
const pictures = async (page: Page, site: Site): Promise<Buffer[]> => {
  await show(page, site.url, everyControl);
  const card = page.locator("[part=card]");
  await expect(page.locator("[part=question]").first()).toBeVisible();
  const settled = () => page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  await settled();
  const atFirst = await card.screenshot({ animations: "disabled", caret: "hide" });
  for (const name of ["7", "green"]) await choose(page.getByRole("radio", { name, exact: true }));
  await choose(page.locator("[part=next]"));
  await expect(page.getByRole("alert")).toBeVisible();
  await settled();
  const withMistakes = await card.screenshot({ animations: "disabled", caret: "hide" });
  // The next page begins with another respondent.
  await page.evaluate(() => localStorage.clear());
  return [atFirst, withMistakes];
};

for (const width of widths) {
  test(`the survey looks the same in every page, ${width} px wide`, async ({ page, site }, info) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 900 });
    hostPage(site, "");
    const expected = await pictures(page, site);
    const compare = async (name: string) => {
      for (const [at, picture] of (await pictures(page, site)).entries()) {
        const different = await differences(page, [picture, expected[at] ?? picture]);
        if (different > 0) {
          // Side by side, for eyes.
          writeFileSync(info.outputPath(`${name}, ${at}.png`), picture.toString("base64"), "base64");
          writeFileSync(info.outputPath(`expected, ${at}.png`), expected[at]?.toString("base64") ?? "", "base64");
        }
        expect.soft(different, `${name}: pixels of picture ${at} that differ`).toBe(0);
      }
    };
    for (const [name, styles] of Object.entries(hostile)) {
      hostPage(site, styles);
      await compare(name);
    }
    hostPage(site, "");
    await compare("the plain page again");
    hostPage(site, "", "rtl");
    await compare("a page from right to left");
  });
}

test("the survey leaves the page's own elements as they are", async ({ page, site }) => {
  const looks = () =>
    page.evaluate(() => {
      const tags = ["h1", "h2", "p", "a", "button", "input", "label", "fieldset", "textarea"];
      return tags.map((tag) => {
        const element = document.querySelector(tag) ?? document.body.appendChild(document.createElement(tag));
        const style = getComputedStyle(element);
        return [...style].filter((name) => !/size|width|height|origin|perspective/.test(name)).map((name) => style.getPropertyValue(name)).join();
      });
    });
  hostPage(site, "");
  await page.goto(site.url);
  const before = await looks();
  await page.evaluate(async (survey) => {
    await window.journeySurvey.show({ survey, shadow: "open", container: "body" });
  }, everyControl);
  expect(await looks()).toEqual(before);
});
