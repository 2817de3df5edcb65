// The comparison itself: a fault is found, a crash is found, and both are made small.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { series } from './arbitrary/case.js';
import { differences } from './comparison.js';
import { judge, reduceDifference } from './judgement.js';
import { Product } from './product.js';
import { runRandom } from './random-run.js';

/** @typedef {import('./oracle.js').Case} Case */
/** @typedef {import('./oracle.js').Answer} Answer */
/** @typedef {import('./comparison.js').Allowed} Allowed */

const SEED = 20_260_115;
const DOCUMENTS = 300;

/** @param {{ after: (work: () => void) => void }} context @param {string} fault */
function faulty(context, fault) {
  const program = fileURLToPath(new URL('stand-ins/faulty.js', import.meta.url));
  const product = new Product([process.execPath, program, fault]);
  context.after(() => product.close());
  return product;
}

test('the oracle does not differ from itself', async (context) => {
  const product = faulty(context, 'none');
  const outcome = await runRandom(product, SEED, 150);
  assert.deepEqual(outcome.examples, []);
  assert.ok(outcome.steps >= 150);
});

/** @type {{ fault: string, field: string, smallest: RegExp, length: number }[]} */
const FAULTS = [
  { fault: 'forgets required errors', field: 'errors', smallest: /"isRequired"|"requiredIf"/, length: 220 },
  { fault: 'reverses lists in data', field: 'data', smallest: /\[/, length: 160 },
  { fault: 'dies of checkboxes', field: 'answer', smallest: /"checkbox"/, length: 120 },
  { fault: 'prints no JSON', field: 'answer', smallest: /"json"/, length: 60 },
];

for (const { fault, field, smallest, length } of FAULTS) {
  test(`found and made small: ${fault}`, async (context) => {
    const product = faulty(context, fault);
    const example = await firstDifference(product, field);
    assert.ok(example, `no difference in ${field} in ${DOCUMENTS} documents`);
    const small = await reduceDifference(product, example.scripted, example.difference);
    const text = JSON.stringify(small);
    assert.match(text, smallest);
    assert.ok(text.length <= length, text);
    assert.ok((await judge(product, small)).length > 0);
  });
}

/** @param {Product} product @param {string} field */
async function firstDifference(product, field) {
  let left = DOCUMENTS;
  for (const scripted of series(SEED, false)) {
    const [difference] = await judge(product, scripted);
    if (difference?.field === field) return { scripted, difference };
    left -= 1;
    if (left === 0) break;
  }
  return undefined;
}

test('a process that died is started anew', async (context) => {
  const product = faulty(context, 'dies of checkboxes');
  /** @type {(type: string) => Promise<Answer>} */
  const ask = (type) => product.ask({ json: { elements: [{ type, name: 'a' }] } });
  assert.match((await ask('checkbox')).error ?? '', /ended \(101\)/);
  assert.equal((await ask('text')).snaps?.length, 1);
});

test('what differences.json allows is exactly what it says', () => {
  const snap = (/** @type {any} */ members) => ({ state: 'running', ...members });
  const done = (/** @type {any} */ members) => ({ state: 'completed', ...members });
  /** @type {Allowed[]} */
  const allowed = [
    { name: 'after', reason: '', when: { after: 'completed' } },
    { name: 'threw', reason: '', when: { oracleThrew: true } },
    { name: 'escaped', reason: '', when: { field: 'html', oracle: '"<b>"', ours: '"&lt;b&gt;"' } },
  ];
  const check = (/** @type {any[]} */ oracle, /** @type {any[]} */ ours, /** @type {string[]} */ fields) => {
    const found = differences({ snaps: oracle }, { snaps: ours }, allowed);
    assert.deepEqual(found.map(({ field }) => field), fields);
  };
  check([snap({ data: 1 })], [snap({ data: 2 })], ['data']);
  check([done({}), done({ data: 1 })], [done({}), done({})], []);
  check([done({}), done({})], [done({}), done({ data: 1 })], ['data']);
  check([snap({}), snap({ data: 1 })], [snap({}), snap({})], ['data']);
  check([snap({ ret: { threw: 'x' }, data: 1 })], [snap({})], []);
  check([snap({ html: '<b>' })], [snap({ html: '&lt;b&gt;' })], []);
  check([snap({ html: '<b>!' })], [snap({ html: '&lt;b&gt;' })], ['html']);
  check([snap({ data: { a: 1, b: 2 } })], [snap({ data: { b: 2, a: 1 } })], []);
  check([snap({ pages: ['a', 'b'] })], [snap({ pages: ['b', 'a'] })], ['pages']);
  check([snap({}), snap({})], [snap({})], ['answer']);
});
