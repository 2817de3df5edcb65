import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/scenario";
import { JOURNEYS, type Script } from "./journeys";

const NOW = "2026-01-15T12:00:00Z";
const WRITTEN = fileURLToPath(new URL("../../differential/cases", import.meta.url));

/** The scripts that are compared with survey-core elsewhere. Answers to begin with, variables and given lists are for scripts only. */
const written = (folder: string): Script[] =>
  readdirSync(join(WRITTEN, folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ name: `${folder}/${file}`, ...JSON.parse(readFileSync(join(WRITTEN, folder, file), "utf8")) }))
    .filter((script) => !script.data && !script.vars && !script.lists);

/** What `journey-survey run` says to the same scripts. */
const natively = (scripts: Script[]): { diagnostics: { severity: string }[]; snaps: unknown[] }[] => {
  const binary = process.env["JOURNEY_SURVEY_BIN"];
  if (!binary) throw new Error("JOURNEY_SURVEY_BIN is not set: run the tests with `cargo xtask test`");
  const lines = scripts.map((script) => JSON.stringify({ now: NOW, tz: "UTC", seed: 1, ...script }));
  const printed = execFileSync(binary, ["run"], { input: lines.join("\n"), encoding: "utf8", maxBuffer: 1 << 28 });
  return printed.trimEnd().split("\n").map((line) => JSON.parse(line));
};

/** Plays a script in the page. */
const play = (page: Page, script: Script) =>
  page.evaluate(
    async ({ script, now }) => {
      const { json, context = {}, locale } = script;
      const settings = { context, ...(locale ? { locale } : {}), seed: 1, now, respondent: "" };
      let session;
      try {
        session = await window.journeySurvey.createSession(json, settings);
      } catch (error) {
        return { refused: (error as any).diagnostics };
      }
      const take = ([name, ...rest]: any[]): unknown => {
        switch (name) {
          case "set": return session.set(rest[0], rest[1]);
          case "comment": return session.comment(rest[0], rest[1] ?? "");
          case "answer":
            try {
              session.answer(rest[0]);
              return true;
            } catch (error) {
              return { error: (error as Error).message };
            }
          case "next": return session.next();
          case "prev": return session.back();
          case "complete": return session.complete();
          case "goto": return session.goto(rest[0]);
          case "locale": return session.setLocale(rest[0]);
          case "start": session.start(); return undefined;
          case "preview": return session.preview();
          case "cancelPreview": return session.cancelPreview();
          case "validate": return session.validate();
          default: throw new Error(`there is no step ${name}`);
        }
      };
      const snaps: unknown[] = [session.snapshot()];
      for (const step of script.steps) {
        const ret = take(step);
        snaps.push({ ...(ret === undefined ? {} : { ret }), ...session.snapshot() });
      }
      session.free();
      return { snaps };
    },
    { script, now: NOW },
  );

const open = async (page: Page, url: string) => {
  await page.goto(url);
  await page.waitForFunction(() => "journeySurvey" in window);
};

test.use({ timezoneId: "UTC" });

for (const folder of [...readdirSync(WRITTEN), "journeys"]) {
  test(`the browser and the command line agree: ${folder}`, async ({ page, site }) => {
    await open(page, site.url);
    const scripts = folder === "journeys" ? JOURNEYS : written(folder);
    expect(scripts.length).toBeGreaterThan(0);
    for (const [place, native] of natively(scripts).entries()) {
      const script = scripts[place] as Script;
      const played = await play(page, script);
      if ("refused" in played) {
        expect(native.diagnostics, script.name).toEqual(played.refused);
        expect(native.diagnostics.some(({ severity }) => severity === "error"), script.name).toBe(true);
      } else {
        expect(played.snaps, script.name).toEqual(native.snaps);
      }
    }
  });
}

test("a survey may be an object, its JSON or its address", async ({ page, site }) => {
  const document = { elements: [{ type: "text", name: "name", title: "Your name" }] };
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(document) });
  await open(page, site.url);
  const titles = await page.evaluate(async (document) => {
    const titles = [];
    for (const survey of [document, JSON.stringify(document), "/survey.json"]) {
      titles.push((await window.journeySurvey.createSession(survey)).snapshot().titles["name"]);
    }
    return titles;
  }, document);
  expect(titles).toEqual(["Your name", "Your name", "Your name"]);
});

test("a clock that stands still may be a Date, a text or milliseconds", async ({ page, site }) => {
  await open(page, site.url);
  const days = await page.evaluate(async () => {
    const survey = { elements: [{ type: "expression", name: "day", expression: "year(today())" }] };
    const days = [];
    for (const now of [new Date("2019-05-01T12:00:00Z"), "2020-05-01T12:00:00Z", Date.UTC(2021, 4, 1, 12)]) {
      days.push((await window.journeySurvey.createSession(survey, { now })).snapshot().data["day"]);
    }
    return days;
  });
  expect(days).toEqual([2019, 2020, 2021]);
});

test("a Date is an answer as JSON has it", async ({ page, site }) => {
  await open(page, site.url);
  const answers = await page.evaluate(async () => {
    const session = await window.journeySurvey.createSession({ elements: [{ type: "text", name: "since" }, { type: "text", name: "until" }] });
    session.set("since", new Date("2026-01-15T12:00:00Z"));
    session.set("until", new Date("never"));
    return (session.response() as any).answers;
  });
  expect(answers).toEqual({ since: "2026-01-15T12:00:00.000Z" });
});

test("an answer is what JSON makes of it", async ({ page, site }) => {
  await open(page, site.url);
  const data = await page.evaluate(async () => {
    const session = await window.journeySurvey.createSession({ elements: [{ type: "text", name: "a" }] });
    const members = Array.from({ length: 200 }, (_, number) => [`m${number}`, number]);
    session.set("one", { kept: 1, left: undefined, alsoLeft: () => 1, items: [undefined, NaN, "\ud83d\ude00 \ud83d"] });
    session.set("many", Object.fromEntries(members));
    return session.snapshot().data as any;
  });
  expect(data.one).toEqual({ kept: 1, items: [null, null, "\u{1f600} \ufffd"] });
  expect(Object.keys(data.many)).toHaveLength(200);
  expect(data.many.m199).toBe(199);
});

test("panels are added and taken away", async ({ page, site }) => {
  await open(page, site.url);
  const seen = await page.evaluate(async () => {
    const elements = [
      { type: "paneldynamic", name: "people", maxPanelCount: 2, templateElements: [{ type: "text", name: "who" }] },
    ];
    const session = await window.journeySurvey.createSession({ elements });
    const added = [session.addPanel("people"), session.addPanel("people"), session.addPanel("people")];
    session.set("people", [{ who: "Ada" }, { who: "Bob" }]);
    const removed = [session.removePanel("people", 0), session.removePanel("nobody", 0)];
    return { added, removed, data: session.snapshot().data };
  });
  expect(seen).toEqual({ added: [true, true, false], removed: [true, false], data: { people: [{ who: "Bob" }] } });
});

test("a journey explains itself, and the record is there at any time", async ({ page, site }) => {
  await open(page, site.url);
  const seen = await page.evaluate(async () => {
    const context = { plan: "pro", secret: 1 };
    const session = await window.journeySurvey.createSession("/dist/surveys/installation.json", { context });
    const first = session.explain();
    session.answer(2);
    const second = session.explain();
    session.answer("installer");
    return { first, second, third: session.explain(), record: session.response() };
  });
  expect(seen.first).toMatchObject({ address: "overall", rule: "overall", chance: 1 });
  expect(seen.first?.because).toMatch(/\.$/);
  expect(seen.second).toMatchObject({ kind: "pick" });
  expect(seen.third?.because).not.toBe(seen.first?.because);
  expect(seen.record).toMatchObject({ status: "partial", context: { plan: "pro" } });
  expect(seen.record.journey.journey.overall).toBe(2);
});

test.describe("what goes wrong", () => {
  // The browser itself says so of the address.
  test.use({ expectedConsole: { lines: [/404/] } });

  test("is an Error with a sentence", async ({ page, site }) => {
    await open(page, site.url);
    const messages = await page.evaluate(async () => {
      const said: { message: string; isError: boolean; diagnostics?: any[] }[] = [];
      const hear = (error: any) =>
        said.push({ message: error.message, isError: error instanceof Error, diagnostics: error.diagnostics });
      const { createSession } = window.journeySurvey;
      await createSession({ elements: [] }).catch(hear);
      await createSession("{ no json").catch(hear);
      await createSession("/nowhere.json").catch(hear);
      await createSession({ elements: [{ type: "text", name: "a" }] }, { seed: -1 }).catch(hear);
      await createSession({ elements: [{ type: "text", name: "a" }] }, { now: "never" }).catch(hear);
      const session = await createSession({ elements: [{ type: "text", name: "a" }] });
      for (const act of [
        () => session.answer(3),
        () => session.goto(null as any),
        () => session.set("a", () => 1),
        () => session.set("a", 1n as any),
        () => {
          const itself: any = {};
          itself.itself = itself;
          session.set("a", itself);
        },
        () => session.set(5 as any, 1),
        () => session.comment("a", null as any),
        () => session.setLocale(undefined as any),
        () => session.addPanel({} as any),
        () => session.removePanel(1 as any, 0),
      ]) {
        try {
          act();
        } catch (error) {
          hear(error);
        }
      }
      return said;
    });
    expect(messages).toHaveLength(15);
    for (const { message, isError } of messages) {
      expect(isError, message).toBe(true);
      expect(message).toMatch(/\.$/);
    }
    expect(messages[0]?.diagnostics?.[0]).toMatchObject({ severity: "error", code: "nothing-to-ask" });
  });
});
