// What differs between two answers to one case.

import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('./oracle.js').Case} Case */
/** @typedef {import('./oracle.js').Answer} Answer */
/** @typedef {import('./oracle.js').Snapshot} Snapshot */
/**
 * @typedef {object} Difference
 * @property {number} snap the snapshot's place; 0 is before the first step
 * @property {string} field
 * @property {any} oracle
 * @property {any} ours
 */
/**
 * @typedef {object} Allowed
 * @property {string} name
 * @property {string} reason
 * @property {{ after?: 'completed', oracleThrew?: true, oracleGrewPast?: number, asksNothing?: true, staleWithin?: true, hiddenComments?: true, duplicatesInReadOnly?: true, leftEmpty?: true, hiddenLists?: true, field?: string, escaped?: true, oracle?: string, ours?: string }} when
 *   `oracle` and `ours` are regular expressions for the values as JSON, and must fit as a whole; `escaped`: ours says the
 *   same once its character references are read
 */

const FIELDS = [
  'ret',
  'state',
  'page',
  'pages',
  'visible',
  'enabled',
  'required',
  'errors',
  'titles',
  'choices',
  'progress',
  'data',
  'html',
  'question',
  'panels',
];

/** @type {Allowed[]} */
const ALLOWED = JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8'));

/**
 * Every difference that `differences.json` does not allow.
 * @param {Answer} oracle
 * @param {Answer} ours
 * @returns {Difference[]}
 */
export function differences(oracle, ours, allowed = ALLOWED) {
  if (!oracle.snaps) {
    // The oracle cannot even load it: there is nothing to compare, but ours must live.
    return ours.crashed ? [whole(oracle, ours)] : [];
  }
  if (allowed.some(({ when }) => when.asksNothing) && ours.diagnostics?.some((/** @type {any} */ found) => found.code === 'nothing-to-ask')) return [];
  if (!ours.snaps || ours.snaps.length !== oracle.snaps.length) return [whole(oracle, ours)];
  /** @type {Difference[]} */
  const found = [];
  for (const [place, expected] of oracle.snaps.entries()) {
    const wasPreviewed = oracle.snaps.slice(0, place).some(isPreviewed);
    const before = { oracle: oracle.snaps[place - 1], ours: ours.snaps[place - 1], wasPreviewed };
    const actual = ours.snaps[place] ?? {};
    const excused = allowed.find(({ when }) => excuses(when, before, expected, actual));
    if (excused && !excused.when.after) break; // What it left half done compares with nothing.
    if (excused) continue;
    for (const field of FIELDS) {
      const difference = { snap: place, field, oracle: expected[field], ours: actual[field] };
      if (isDeepStrictEqual(plain(difference.oracle), plain(difference.ours))) continue;
      if (field === 'panels' && allowed.some(({ when }) => when.duplicatesInReadOnly) && differsInReadOnlyDuplicates(expected, actual)) continue;
      if (!allowed.some(({ when }) => fits(when, difference))) found.push(difference);
    }
  }
  return found;
}

/** A start page that was not left hides the preview behind it. @param {Snapshot} snapshot */
function isPreviewed({ state, ret }) {
  return state === 'preview' || (state === 'starting' && ret === true);
}

/** @param {Answer} oracle @param {Answer} ours @returns {Difference} */
function whole(oracle, ours) {
  const told = (/** @type {Answer} */ answer) => answer.error ?? `${answer.snaps?.length ?? 0} snapshots`;
  return { snap: 0, field: 'answer', oracle: told(oracle), ours: told(ours) };
}

/**
 * Whether a whole snapshot is beyond comparison.
 * @param {Allowed['when']} when
 * @param {{ oracle: Snapshot | undefined, ours: Snapshot | undefined, wasPreviewed: boolean }} before
 * @param {Snapshot} expected
 * @param {Snapshot} actual
 */
function excuses(when, before, expected, actual) {
  if (when.oracleThrew) return Boolean(expected['ret']?.threw);
  if (when.oracleGrewPast) return JSON.stringify(expected['data'] ?? '').length > when.oracleGrewPast;
  if (when.staleWithin) return showsMoreWithin(expected['panels'] ?? {}, actual['panels'] ?? {});
  if (when.leftEmpty) return expected['page'] !== null && expected['pages'].length === 0 && actual['page'] === null;
  if (when.hiddenLists) return keepsHiddenLists(before.oracle, expected, actual);
  if (when.hiddenComments) return before.wasPreviewed && keepsHiddenComments(before.oracle, expected, actual);
  if (when.after === 'completed') {
    if (before.oracle?.['state'] !== 'completed' || before.ours?.['state'] !== 'completed') return false;
    // Another language may still be chosen; what was answered stays.
    const kept = (/** @type {Snapshot} */ { state, page, pages, data }) => plain({ state, page, pages, data });
    return isDeepStrictEqual(kept(actual), kept(before.ours));
  }
  return false;
}

/**
 * Whether both show the same panels, the one with more questions in them.
 * @param {Record<string, any[]>} more
 * @param {Record<string, any[]>} less
 */
function showsMoreWithin(more, less) {
  const shown = (/** @type {Record<string, any[]>} */ all) => Object.values(all).flat().map(({ visible }) => visible);
  const [some, few] = [shown(more), shown(less)];
  return (
    some.length === few.length &&
    few.every((names, place) => names.every((/** @type {string} */ name) => some[place].includes(name))) &&
    some.flat().length > few.flat().length
  );
}

/**
 * Whether both completed alike, but for comments of questions that were not shown then.
 * @param {Snapshot | undefined} before
 * @param {Snapshot} expected
 * @param {Snapshot} actual
 */
function keepsHiddenComments(before, expected, actual) {
  if (!before || expected['state'] !== 'completed' || actual['state'] !== 'completed') return false;
  const isHidden = (/** @type {string} */ key) => key.endsWith('-Comment') && !before['visible'].includes(key.slice(0, -'-Comment'.length));
  const kept = Object.entries(expected['data']).filter(([key]) => key in actual['data'] || !isHidden(key));
  return isDeepStrictEqual(plain(Object.fromEntries(kept)), plain(actual['data']));
}

/**
 * Whether both completed alike, but for lists of questions that were not shown then, and that others had too.
 * @param {Snapshot | undefined} before
 * @param {Snapshot} expected
 * @param {Snapshot} actual
 */
function keepsHiddenLists(before, expected, actual) {
  if (!before || expected['state'] !== 'completed' || actual['state'] !== 'completed') return false;
  const had = Object.entries(before['data']);
  const isShared = (/** @type {string} */ key, /** @type {any} */ list) => had.some(([other, value]) => other !== key && isDeepStrictEqual(plain(value), plain(list)));
  const isHiddenList = (/** @type {[string, any]} */ [key, value]) => Array.isArray(value) && !before['visible'].includes(key) && isShared(key, value);
  const kept = Object.entries(expected['data']).filter((member) => member[0] in actual['data'] || !isHiddenList(member));
  return isDeepStrictEqual(plain(Object.fromEntries(kept)), plain(actual['data']));
}

/**
 * Whether the panels are the same but for duplicate keys where nothing can be changed.
 * @param {Snapshot} expected
 * @param {Snapshot} actual
 */
function differsInReadOnlyDuplicates(expected, actual) {
  const isDuplicate = (/** @type {any} */ errors) => errors.length === 1 && errors[0][0] === 'keyduplicationerror';
  const without = (/** @type {any} */ panel) => ({ ...panel, errors: Object.fromEntries(Object.entries(panel.errors).filter(([, errors]) => !isDuplicate(errors))) });
  const kept = Object.entries(expected['panels'] ?? {}).map(([name, panels]) => [name, actual['enabled'].includes(name) ? panels : panels.map(without)]);
  return isDeepStrictEqual(plain(Object.fromEntries(kept)), plain(actual['panels']));
}

/** @param {Allowed['when']} when @param {Difference} difference */
function fits(when, difference) {
  if (when.after || when.oracleThrew || when.oracleGrewPast || when.asksNothing || when.staleWithin || when.hiddenComments || when.duplicatesInReadOnly || when.leftEmpty || when.hiddenLists || (when.field && when.field !== difference.field)) return false;
  if (when.escaped && unescaped(difference.ours) !== difference.oracle) return false;
  return matches(when.oracle, difference.oracle) && matches(when.ours, difference.ours);
}

const REFERENCES = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
]);

/** @param {any} text */
function unescaped(text) {
  return typeof text === 'string' ? text.replace(/&(?:lt|gt|quot|#39|amp);/g, (found) => REFERENCES.get(found) ?? found) : text;
}

/** @param {string | undefined} pattern @param {any} value */
function matches(pattern, value) {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 's').test(JSON.stringify(value) ?? 'undefined');
}

/** Without what `undefined` and a missing member have in common. @param {any} value @returns {any} */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
