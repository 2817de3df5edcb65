import { writeFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { show, test } from "../support/scenario";
import * as surveys from "./surveys";

/** From an answer to the frame that shows what follows, of each interaction. */
interface Figures {
  work: string;
  /** How many times slower the processor was made. */
  throttling: number;
  millis: number[];
}

/** How the page tells what was measured. */
interface Watch {
  millis: number[];
  /** Resolves when the frame after the last answer is there. */
  painted: () => Promise<void>;
}

const INTERACTIONS = Number(process.env["JOURNEY_SURVEY_INTERACTIONS"] ?? 100);

/** Times each answer from when the browser got the input until the frame after it has been made. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const millis: number[] = [];
    let begun: number | undefined;
    let ended = () => {};
    let painting = Promise.resolve();
    const frame = new MessageChannel();
    frame.port1.onmessage = () => {
      if (begun !== undefined) millis.push(performance.now() - begun);
      begun = undefined;
      ended();
    };
    const begin = (event: Event) => {
      if (!event.isTrusted || begun !== undefined) return;
      begun = event.timeStamp;
      painting = new Promise((resolve) => (ended = resolve));
    };
    // In the first frame after the answer, and after all else that is done for it.
    const end = () => requestAnimationFrame(() => frame.port2.postMessage(null));
    addEventListener("pointerup", begin, { capture: true });
    addEventListener("click", (event) => event.isTrusted && end(), { capture: true });
    addEventListener("keydown", begin, { capture: true });
    addEventListener("keydown", end, { capture: true });
    Object.assign(window, { watch: { millis, painted: () => painting } satisfies Watch });
  });

const watched = (page: Page): Promise<number[]> => page.evaluate(() => (window as any).watch.millis);

const painted = (page: Page): Promise<void> => page.evaluate(() => (window as any).watch.painted());

/** A choice on each screen, and "Next", until the end. */
const answerJourney = async (page: Page, enough: () => Promise<boolean>) => {
  const next = page.locator("[part=next]");
  for (let screen = 0; (await next.isVisible()) && !(await enough()); screen += 1) {
    const choices = page.locator("[part=rate], [part=option]");
    const many = await choices.count();
    if (many > 0) await choices.nth(screen % many).click();
    await painted(page);
    await next.click();
    await painted(page);
  }
};

/** A click or a key in one question after the other. */
const answerPage = async (page: Page, enough: () => Promise<boolean>) => {
  const questions: Locator[] = await page.locator("[part=question]").all();
  for (const [at, question] of questions.entries()) {
    if (await enough()) return;
    const field = question.locator("input[type=text]");
    const choices = question.locator("[part=rate], [part=option]");
    if (await field.count()) {
      await field.focus();
      await page.keyboard.press("a");
    } else {
      await choices.nth(at % (await choices.count())).click();
    }
    await painted(page);
  }
};

const works = [
  { work: "a journey of 12 touchpoints", survey: surveys.journey, answer: answerJourney },
  { work: "a page of 200 questions", survey: surveys.page, answer: answerPage },
];

const measured: Figures[] = [];

for (const { work, survey, answer } of works) {
  for (const throttling of [1, 4]) {
    test(`${work}, ${throttling} times slower`, async ({ page, site }) => {
      const browser = await page.context().newCDPSession(page);
      const millis: number[] = [];
      while (millis.length < INTERACTIONS) {
        await show(page, site.url, survey);
        await browser.send("Emulation.setCPUThrottlingRate", { rate: throttling });
        await watch(page);
        await answer(page, async () => millis.length + (await watched(page)).length >= INTERACTIONS);
        millis.push(...(await watched(page)));
        await browser.send("Emulation.setCPUThrottlingRate", { rate: 1 });
        await page.evaluate(() => localStorage.clear());
      }
      measured.push({ work, throttling, millis });
    });
  }
}

test.afterAll(() => {
  const file = process.env["JOURNEY_SURVEY_FIGURES"];
  if (file) writeFileSync(file, JSON.stringify(measured));
});
