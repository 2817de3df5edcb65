import { appendFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Device } from "./device";
import { Endpoint } from "./endpoint";
import { expect, fate, test as base } from "./scenario";
import type { Site } from "./site";

/** Whether `cargo xtask soak` runs: what takes minutes, whole. */
export const isSoak = process.env["JOURNEY_SURVEY_SOAK"] === "1";

/** Notes a figure for the table that `cargo xtask soak` prints. */
export const record = (what: string, figure: string) => {
  console.log(`${what}: ${figure}`);
  const file = process.env["JOURNEY_SURVEY_FIGURES"];
  if (file) appendFileSync(file, `${JSON.stringify({ what, figure })}\n`);
};

interface Delivery {
  /** A faulty endpoint, started, and a page at `site.url` whose survey sends there. */
  endpoint: Endpoint;
  device: Device;
}

export const test = base.extend<Delivery>({
  // What the browser itself says of requests that fail.
  expectedConsole: { lines: [/Failed to load resource/] },

  endpoint: async ({ site }, use) => {
    const endpoint = new Endpoint();
    await endpoint.start();
    site.connect = endpoint.url;
    publish(site, survey(endpoint.address));
    await use(endpoint);
    await endpoint.stop();
    expect(endpoint.contradictions, "no key had two contents").toEqual([]);
  },

  device: async ({}, use) => {
    const device = new Device();
    await use(device);
    await device.dispose();
  },
});

export { expect, fate };
export type { Endpoint, Site };

export const survey = (endpoint: string, delivery: object = {}) => ({
  id: "visit",
  version: "1",
  elements: [{ type: "text", name: "name", title: "Your name" }],
  delivery: { endpoint, ...delivery },
});

/** Puts a survey on the site's page, which keeps the names of the widget's events in `told`. */
export const publish = (site: Site, document: object) => {
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(document) });
  site.answers.set("/told.js", {
    type: "text/javascript",
    body: `window.told = [];
      for (const type of ["ready", "saved", "delivered", "error"]) {
        addEventListener("journey-survey:" + type, ({ detail }) => told.push({ type, at: performance.now(), ...detail }));
      }`,
  });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title>
      <script src="/told.js"></script><script src="/dist/journey-survey.js"></script></head>
      <body><journey-survey survey="/survey.json" shadow="open"></journey-survey></body></html>`,
  });
};

export interface Told {
  type: string;
  at: number;
  id?: string;
  code?: string;
}

export const told = (page: Page): Promise<Told[]> => page.evaluate(() => (window as any).told);

export const isTold = async (page: Page, type: string): Promise<boolean> =>
  (await told(page)).some((event) => event.type === type);

/** Answers the survey and finishes. */
export const finish = async (page: Page, name: string) => {
  await page.getByRole("textbox", { name: "Your name" }).fill(name);
  await page.getByRole("button", { name: /Send|Complete/ }).click();
};

/** The same in a page that will stand still before it is done: nobody waits for it. */
export const finishAsync = (page: Page) =>
  page.evaluate(() => {
    const form = document.querySelector("journey-survey")?.shadowRoot?.querySelector("form");
    setTimeout(() => form?.requestSubmit(), 20);
  });

export const expectFate = (page: Page, state: string, timeout = 15_000) =>
  expect(fate(page)).toHaveAttribute("data-fate", `state.${state}`, { timeout });

/** The answers that an endpoint has, sorted. */
export const names = (bodies: Iterable<string>): string[] =>
  [...bodies].map((body) => JSON.parse(body).answers.name as string).sort();

export const status = (page: Page): Promise<any> => page.evaluate(() => window.journeySurvey.outbox.status());

/** What a person who taps does. */
export const flush = (page: Page) => page.evaluate(() => window.journeySurvey.outbox.flush());

/** What the browser says when it believes that the connection is back. */
export const seemOnline = (page: Page) => page.evaluate(() => void dispatchEvent(new Event("online")));

/** A finished response as another device exported it. */
export const exported = (endpoint: string, number: number, more: object = {}, padding = ""): string => {
  const id = uuid(number);
  const answers = { name: `n${number}`, ...(padding && { padding }) };
  const body = JSON.stringify({ id, survey: { id: "visit", version: "1" }, status: "complete", answers });
  const content = JSON.stringify({ id, endpoint, ...more, body });
  return `{"crc32":"${crc32(Buffer.from(content)).toString(16).padStart(8, "0")}",${content.slice(1)}\n`;
};

const crc32 = (bytes: Buffer): number => {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
};

export const uuid = (number: number): string => `018f2b7e-6c1d-7a3b-9f00-${number.toString(16).padStart(12, "0")}`;

/** Fills the outbox with responses numbered from 1. Each is stored as a submitted one is. */
export const queue = async (page: Page, endpoint: string, count: number, padding = "") => {
  const lines = Array.from({ length: count }, (_, index) => exported(endpoint, index + 1, {}, padding)).join("");
  const imported = await page.evaluate((lines) => window.journeySurvey.outbox.import(lines), lines);
  expect(imported).toEqual({ added: count, known: 0, refused: [] });
};

/**
 * Lets the page die at its storage operation of that number, counted from 0 after `arm`: it asks the site for `/die`
 * and waits for an answer that never comes.
 */
export const setTrap = (page: Page, operation: number) =>
  page.addInitScript((operation) => {
    let count = 0;
    const step = (name: string) => {
      if (!(window as any).isArmed) return;
      if (count === operation) {
        const request = new XMLHttpRequest();
        request.open("GET", `/die?${name}`, false);
        request.send();
      }
      count += 1;
    };
    const wrap = (owner: any, name: string, isOurs: (args: any[]) => boolean) => {
      const original = owner.prototype[name];
      owner.prototype[name] = function (...args: any[]) {
        if (isOurs(args)) step(name);
        return original.apply(this, args);
      };
    };
    const isOurs = ([key]: any[]) => String(key).startsWith("js1:") && !String(key).startsWith("js1:main:tab");
    wrap(Storage, "setItem", isOurs);
    wrap(Storage, "removeItem", isOurs);
    wrap(IDBObjectStore, "put", () => true);
    wrap(IDBObjectStore, "delete", () => true);
  }, operation);

export const arm = (page: Page) => page.evaluate(() => void Object.assign(window, { isArmed: true }));

/** Resolves when a page stands still at its trap, with the operation's name; nothing if that never happens. */
export const trapped = (site: Site, withinMillis: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), withinMillis);
    site.handlers.set("/die", (request) => {
      clearTimeout(timer);
      resolve(request.url?.split("?")[1]);
    });
  });

/** Ends a survey with an answer, until the page stands still at the trap that was set. */
export const answerIntoTrap = async (page: Page, site: Site) => {
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.getByRole("textbox", { name: "Your name" }).blur();
  await arm(page);
  const stopped = trapped(site, 10_000);
  await finishAsync(page);
  expect(await stopped, "the page came to its trap").toBeDefined();
};

/** Ends a page's process; its tab shows that it has crashed. */
export const crash = async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  const crashed = new Promise((resolve) => page.once("crash", resolve));
  session.send("Page.crash").catch(() => {});
  await crashed;
};
