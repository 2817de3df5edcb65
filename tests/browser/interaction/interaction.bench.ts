import { writeFileSync } from "node:fs";
import type { CDPSession, Locator, Page } from "@playwright/test";
import { show, test } from "../support/scenario";
import * as surveys from "./surveys";

/** From an answer to the frame that shows what follows, of each interaction. */
interface Figures {
  work: string;
  /** How many times slower the processor was made. */
  throttling: number;
  /** Where something else than a frame is aimed at. */
  barMillis?: number;
  millis: number[];
  /** Of the processor, for the same. */
  processorMillis: number[];
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

/** One page, answered with real input; says what the processor did for each answer. */
class Respondent {
  readonly processorMillis: number[] = [];

  constructor(
    readonly page: Page,
    readonly browser: CDPSession,
    readonly most: number,
  ) {}

  get isDone(): boolean {
    return this.processorMillis.length >= this.most;
  }

  /** The pointer is there already when the button goes down, as a person's is. */
  async click(control: Locator): Promise<void> {
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    if (!box) throw new Error(`${control} is not there to be clicked`);
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await painted(this.page);
    await this.#measure(async () => {
      await this.page.mouse.down();
      await this.page.mouse.up();
    });
  }

  async type(field: Locator, key: string): Promise<void> {
    await field.focus();
    await this.#measure(() => this.page.keyboard.press(key));
  }

  async #measure(input: () => Promise<void>): Promise<void> {
    const before = await this.#worked();
    await input();
    await painted(this.page);
    this.processorMillis.push((await this.#worked()) - before);
  }

  /** How long the page's thread has worked, in the processor's own time. */
  async #worked(): Promise<number> {
    const { metrics } = await this.browser.send("Performance.getMetrics");
    return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  }
}

/** A choice on each screen, and "Next", until the end. */
const answerJourney = async (respondent: Respondent) => {
  const { page } = respondent;
  const next = page.locator("[part=next]");
  for (let screen = 0; (await next.isVisible()) && !respondent.isDone; screen += 1) {
    const choices = page.locator("[part=rate], [part=option]");
    const many = await choices.count();
    if (many > 0) await respondent.click(choices.nth(screen % many));
    await respondent.click(next);
  }
};

/** A click or a key in one question after the other. */
const answerPage = async (respondent: Respondent) => {
  const questions = await respondent.page.locator("[part=question]").all();
  for (const [at, question] of questions.entries()) {
    if (respondent.isDone) return;
    const field = question.locator("input[type=text]");
    const choices = question.locator("[part=rate], [part=option]");
    if (await field.count()) await respondent.type(field, "a");
    else await respondent.click(choices.nth(at % (await choices.count())));
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
      await browser.send("Performance.enable", { timeDomain: "threadTicks" });
      const figures: Figures = { work, throttling, millis: [], processorMillis: [] };
      while (figures.millis.length < INTERACTIONS) {
        await show(page, site.url, survey);
        await browser.send("Emulation.setCPUThrottlingRate", { rate: throttling });
        await watch(page);
        const respondent = new Respondent(page, browser, INTERACTIONS - figures.millis.length);
        await answer(respondent);
        figures.millis.push(...(await watched(page)));
        figures.processorMillis.push(...respondent.processorMillis);
        await browser.send("Emulation.setCPUThrottlingRate", { rate: 1 });
        await page.evaluate(() => localStorage.clear());
      }
      measured.push(figures);
    });
  }
}

/** How long the choice of the next question takes, with everything that an answer sets in motion. */
for (const [touchpoints, barMillis] of [
  [20, 1],
  [100, 15],
] as const) {
  test(`the next of ${touchpoints} touchpoints`, async ({ page, site }) => {
    await page.goto(site.url);
    await page.waitForFunction(() => "journeySurvey" in window);
    const millis = await page.evaluate(
      async ({ touchpoints, count }) => {
        const survey = {
          touchpoints: Array.from({ length: touchpoints }, (_, place) => ({ name: `t${place}` })),
          adaptive: { budget: 50, screen: "pick", stopBelow: 0 },
        };
        const millis: number[] = [];
        while (millis.length < count) {
          const session: any = await window.journeySurvey.createSession(survey);
          session.answer(3);
          session.answer("t7");
          for (let asked = 0; asked < 10 && millis.length < count; asked += 1) {
            const { kind } = session.explain();
            const answer = kind === "rating" ? 3 : "dont-know";
            const start = performance.now();
            session.answer(answer);
            millis.push(performance.now() - start);
          }
        }
        return millis;
      },
      { touchpoints, count: 200 },
    );
    measured.push({ work: `the next of ${touchpoints} touchpoints`, throttling: 1, barMillis, millis, processorMillis: millis });
  });
}

test.afterAll(() => {
  const file = process.env["JOURNEY_SURVEY_FIGURES"];
  if (file) writeFileSync(file, JSON.stringify(measured));
});
