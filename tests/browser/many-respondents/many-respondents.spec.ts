import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "../support/scenario";

const RESPONDENTS = Number(process.env["JOURNEY_SURVEY_RESPONDENTS"] ?? 600);

const survey = {
  id: "kiosk",
  elements: [
    { type: "rating", name: "how", title: "How was it?" },
    { type: "text", name: "name", title: "After {how}, your name", visibleIf: "{how} notempty" },
  ],
  delivery: { endpoint: "/responses" },
};

/** What a page holds, after everything that can go is gone. */
interface Held {
  nodes: number;
  listeners: number;
  heapBytes: number;
  wasmBytes: number;
}

const held = async (browser: CDPSession): Promise<Held> => {
  await browser.send("HeapProfiler.collectGarbage");
  await browser.send("HeapProfiler.collectGarbage");
  const { metrics } = await browser.send("Performance.getMetrics");
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  const { result: prototype } = await browser.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await browser.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId ?? "" });
  const { result: bytes } = await browser.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: "function () { return this.reduce((bytes, memory) => bytes + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  for (const { objectId } of [prototype, objects]) await browser.send("Runtime.releaseObject", { objectId: objectId ?? "" });
  return {
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    heapBytes: metric("JSHeapUsedSize"),
    wasmBytes: bytes.value,
  };
};

/** One after the other answers, sends, and makes room for the next, on the one widget. */
const respond = (page: Page, respondents: number) =>
  page.evaluate(async (respondents) => {
    const survey = document.querySelector("journey-survey")!;
    const root = survey.shadowRoot!;
    const told = (type: string) =>
      new Promise((resolve) => survey.addEventListener(`journey-survey:${type}`, resolve, { once: true }));
    const drawn = () => new Promise((resolve) => setTimeout(resolve));
    for (let respondent = 0; respondent < respondents; respondent += 1) {
      root.querySelectorAll<HTMLInputElement>("input[type=radio]")[respondent % 5]!.click();
      await drawn();
      const field = root.querySelector<HTMLInputElement>("input[type=text]")!;
      field.value = `Somebody ${respondent}`;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      const delivered = told("delivered");
      root.querySelector("form")!.requestSubmit();
      await delivered;
      const shown = told("shown");
      survey.setAttribute("survey", "/survey.json");
      await shown;
      await drawn();
    }
  }, respondents);

test(`${RESPONDENTS} respondents in a row leave nothing behind`, async ({ page, site }) => {
  test.setTimeout(60_000 + RESPONDENTS * 1_000);
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  site.answers.set("/responses", { body: "{}" });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>A tablet</title>
      <script src="/dist/journey-survey.js"></script></head>
      <body><journey-survey survey="/survey.json" shadow="open"></journey-survey></body></html>`,
  });
  await page.goto(site.url);
  await expect(page.locator("[part=question]")).toHaveCount(1);
  await page.evaluate(() => {
    // Not all ids, which would be held by the page.
    const people = { count: 0, last: "" };
    Object.assign(window, { people });
    addEventListener("journey-survey:completed", (event) => {
      const { id } = (event as CustomEvent).detail;
      if (id !== people.last) people.count += 1;
      people.last = id;
    });
  });
  const browser = await page.context().newCDPSession(page);
  await browser.send("Performance.enable");
  // At first some things are kept for the first time, such as the receipts of the last responses.
  const half = Math.ceil(RESPONDENTS / 2);
  await respond(page, half);
  const before = await held(browser);
  await respond(page, RESPONDENTS - half);
  const after = await held(browser);
  // For those who ask for all 10,000.
  if (process.env["JOURNEY_SURVEY_RESPONDENTS"]) process.stdout.write(`${JSON.stringify({ before, after })}\n`);
  expect(await page.evaluate(() => (window as any).people.count), "everybody was somebody else").toBe(RESPONDENTS);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.heapBytes).toBeLessThanOrEqual(before.heapBytes + 200_000);
  // Memory comes in pages, and one more may be needed by then.
  expect(after.wasmBytes).toBeLessThanOrEqual(before.wasmBytes + 65_536);
});
