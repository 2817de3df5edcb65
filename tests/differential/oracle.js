// Scripted sessions over npm survey-core: what ours must do. As a program it reads one case a line and prints one
// answer a line, as `journey-survey run` does.

import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

process.env['TZ'] = 'UTC';

// The CommonJS build: it is the one whose source is readable, and line numbers in notes refer to it.
const survey = /** @type {any} */ (createRequire(import.meta.url)('survey-core'));
survey.settings.animationEnabled = false;

/** What a clock shows in cases that name no time. */
export const NOW = '2026-01-15T12:00:00Z';

/**
 * @typedef {[string, ...any[]]} Step
 * @typedef {object} Case
 * @property {string} [id]
 * @property {any} json the document
 * @property {any} [data]
 * @property {Record<string, any>} [context]
 * @property {Record<string, any>} [vars]
 * @property {string} [locale]
 * @property {string} [now]
 * @property {number} [seed]
 * @property {Record<string, any>} [lists] what addresses give, as `journey-survey run` takes it
 * @property {Step[]} [steps]
 */
/**
 * @typedef {Record<string, any>} Snapshot
 * @typedef {{ id?: string | undefined, error?: string, crashed?: boolean, diagnostics?: any, snaps?: Snapshot[] }} Answer
 */

/**
 * The session's snapshots, one before the first step and one after each, as plain JSON.
 * @param {Case} scripted
 * @returns {Answer}
 */
export function ask(scripted) {
  return quietlyAt(scripted.now ?? NOW, () => {
    try {
      // It changes lists in place: no two places may hold the same one, here or in what it has said before.
      return copyOf({ id: scripted.id, ...run(copyOf(scripted)) });
    } catch (error) {
      return { id: scripted.id, error: String(/** @type {Error} */ (error).message) };
    }
  });
}

/** @param {any} value @returns {any} */
function copyOf(value) {
  return JSON.parse(JSON.stringify(value));
}

/** @param {Case} scripted */
function run(scripted) {
  // What a session before this one left behind in survey-core's globals.
  survey.surveyLocalization.currentLocale = '';
  const model = new survey.SurveyModel();
  try {
    if (scripted.seed !== undefined) model.randomSeed = scripted.seed;
    model.webProvider = { sendRequest: (/** @type {{ url: string }} */ { url }, /** @type {Function} */ answer) => answer(given(scripted, url)) };
    model.fromJSON(scripted.json);
    if (scripted.locale) model.locale = scripted.locale;
    for (const [name, value] of Object.entries({ ...scripted.context, ...scripted.vars })) model.setVariable(name, value);
    if (scripted.data) model.data = scripted.data;
    const snaps = [snapshot(model, undefined)];
    for (const step of scripted.steps ?? []) {
      let result;
      try {
        result = take(model, step);
      } catch (error) {
        result = { threw: String(/** @type {Error} */ (error).message) };
      }
      snaps.push(snapshot(model, result));
    }
    const messages = (/** @type {any[]} */ (model.jsonErrors ?? [])).map((error) => error.message);
    return { diagnostics: messages, snaps };
  } finally {
    model.dispose();
  }
}

/**
 * @param {Case} scripted
 * @param {string} url
 */
function given({ lists = {} }, url) {
  const found = lists[url];
  if (found === undefined) return { status: 404, statusText: 'Not Found', response: '' };
  return typeof found.status === 'number' ? { response: '', ...found } : { status: 200, response: found };
}

/**
 * @param {any} model
 * @param {Step} step
 */
function take(model, [operation, first, second]) {
  switch (operation) {
    case 'set':
      return void model.setValue(first, second);
    case 'comment':
      return void model.setComment(first, second);
    case 'next':
      // Whoever is welcomed goes on by starting.
      if (model.state === 'starting') return model.start();
      return model.isLastPage ? model.completeLastPage() : model.nextPage();
    case 'prev':
      return model.prevPage();
    case 'complete':
      return model.tryComplete();
    case 'goto':
      if (typeof first === 'number') model.currentPageNo = first;
      else model.currentPage = first;
      return undefined;
    case 'locale':
      return void (model.locale = first);
    case 'start':
      return void model.start();
    case 'preview':
      return model.showPreview();
    case 'cancelPreview':
      return void model.cancelPreview();
    case 'validate':
      return model.validate();
    default:
      throw new Error(`no such step: ${operation}`);
  }
}

/**
 * @param {any} model
 * @param {any} result
 */
function snapshot(model, result) {
  /** @type {any[]} */
  const questions = model.getAllQuestions();
  return {
    ret: result,
    state: model.state,
    page: model.currentPage ? model.currentPage.name : null,
    pages: names(model.visiblePages),
    visible: names(model.getAllQuestions(true)),
    enabled: names(questions.filter((question) => question.isVisible && !question.isReadOnly)),
    required: names(questions.filter((question) => question.isRequired)),
    errors: errorsOf(questions),
    titles: titlesOf(questions),
    choices: choicesOf(questions),
    progress: model.progressText,
    data: copyOf(model.data),
    html: model.state === 'completed' ? model.processedCompletedHtml : undefined,
    question: model.isSingleVisibleQuestion ? model.currentSingleElement?.name : undefined,
    panels: panelsOf(questions),
  };
}

/** @param {any[]} elements @returns {string[]} */
function names(elements) {
  return elements.map((element) => element.name);
}

/** @param {any[]} questions */
function errorsOf(questions) {
  const found = questions.filter((question) => question.errors.length > 0);
  return Object.fromEntries(
    found.map((question) => [
      question.name,
      question.errors.map((/** @type {any} */ error) => [error.getErrorType(), error.getText()]),
    ]),
  );
}

/** @param {any[]} questions */
function titlesOf(questions) {
  return Object.fromEntries(questions.map((question) => [question.name, question.locTitle.renderedHtml]));
}

/** @param {any[]} questions */
function choicesOf(questions) {
  const chosenFrom = questions.filter((question) => question.visibleChoices);
  return Object.fromEntries(
    chosenFrom.map((question) => [
      question.name,
      question.visibleChoices.map((/** @type {any} */ choice) => [choice.value, choice.text]),
    ]),
  );
}

/** @param {any[]} questions @returns {Record<string, any> | undefined} */
function panelsOf(questions) {
  // Asking for `panels` would make those of pages that nobody has seen yet.
  const repeated = questions.filter((question) => question.getType() === 'paneldynamic');
  if (repeated.length === 0) return undefined;
  return Object.fromEntries(repeated.map((question) => [question.name, question.panelsCore.map(panelOf)]));
}

/** @param {any} panel */
function panelOf(panel) {
  return {
    visible: panel.isVisible ? names(panel.questions.filter((/** @type {any} */ question) => question.isVisible)) : [],
    errors: errorsOf(panel.questions),
    titles: titlesOf(panel.questions),
    panels: panelsOf(panel.questions),
  };
}

const RealDate = Date;

/**
 * Does the work with the clock standing still, no timer ever going off (autoAdvance waits 300 ms for the eye, long after
 * the session is over), and nothing written to the console.
 * @template T
 * @param {string} now
 * @param {() => T} work
 * @returns {T}
 */
function quietlyAt(now, work) {
  const standing = RealDate.parse(now);
  class StandingDate extends RealDate {
    /** @param {any[]} parts */
    constructor(...parts) {
      // @ts-expect-error: as many as were given
      super(...(parts.length > 0 ? parts : [standing]));
    }
    static now() {
      return standing;
    }
  }
  const { warn, error, log } = console;
  const { setTimeout, setInterval } = globalThis;
  globalThis.setTimeout = globalThis.setInterval = /** @type {any} */ (() => 0);
  globalThis.Date = /** @type {any} */ (StandingDate);
  console.warn = console.error = console.log = () => {};
  try {
    return work();
  } finally {
    Object.assign(globalThis, { Date: RealDate, setTimeout, setInterval });
    Object.assign(console, { warn, error, log });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) process.stdout.write(`${JSON.stringify(ask(JSON.parse(line)))}\n`);
  }
}
