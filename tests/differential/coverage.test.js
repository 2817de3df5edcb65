// Everything that `vocabulary.json` lists appears in a written case, so that a gap is seen and not felt.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { writtenCases } from './case-files.js';

const LEAST_CASES = 100;

/**
 * @type {{ elements: string[], triggers: string[], validators: string[], steps: string[], givens: string[],
 *   values: Record<string, string[]>, members: string[], texts: string[] }}
 */
const vocabulary = JSON.parse(readFileSync(new URL('vocabulary.json', import.meta.url), 'utf8'));
const cases = writtenCases(['cases']);

/** What the documents use: `member`, `member=value`, and types by the list they stand in. */
const used = new Set();
for (const { json } of cases) collect(json, 'survey');

/** @param {any} value @param {string} list */
function collect(value, list) {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, list);
  } else if (value !== null && typeof value === 'object') {
    if (typeof value.type === 'string') used.add(`${list}:${value.type}`);
    for (const [member, item] of Object.entries(value)) {
      used.add(member);
      if (typeof item === 'string') used.add(`${member}=${item}`);
      collect(item, ['triggers', 'validators'].includes(member) ? member : 'elements');
    }
  }
}

/** @param {string} what @param {string[]} wanted @param {(word: string) => boolean} isThere */
function covers(what, wanted, isThere) {
  test(`written cases cover ${what}`, () => {
    assert.deepEqual(wanted.filter((word) => !isThere(word)), []);
  });
}

test(`there are at least ${LEAST_CASES} written cases`, () => {
  assert.ok(cases.length >= LEAST_CASES, `${cases.length}`);
});
covers('every element type', vocabulary.elements, (type) => used.has(`elements:${type}`));
covers('every trigger', vocabulary.triggers, (type) => used.has(`triggers:${type}`));
covers('every validator', vocabulary.validators, (type) => used.has(`validators:${type}`));
covers('every step', vocabulary.steps, (step) => cases.some(({ steps }) => steps?.some(([word]) => word === step)));
covers('everything that can be given', vocabulary.givens, (given) => cases.some((scripted) => given in scripted));
for (const [member, values] of Object.entries(vocabulary.values)) {
  covers(`every ${member}`, values, (value) => used.has(`${member}=${value}`));
}
covers('what documents set', vocabulary.members, (member) => used.has(member));
covers('what texts and conditions name', vocabulary.texts, (text) =>
  cases.some(({ json }) => JSON.stringify(json).includes(text)),
);
