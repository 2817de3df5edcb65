// One case, both sides.

import { differences } from './comparison.js';
import { ask } from './oracle.js';
import { reduce } from './reduction.js';

/** @typedef {import('./oracle.js').Case} Case */
/** @typedef {import('./comparison.js').Difference} Difference */
/** @typedef {import('./product.js').Product} Product */

/**
 * The differences between survey-core and ours in this case.
 * @param {Product} product
 * @param {Case} scripted
 */
export async function judge(product, scripted) {
  const asked = product.ask(scripted); // It works while the oracle does.
  const oracle = ask(scripted);
  return differences(oracle, await asked);
}

/**
 * A small case that still differs in that field.
 * @param {Product} product
 * @param {Case} scripted
 * @param {Difference} difference
 */
export async function reduceDifference(product, scripted, difference) {
  const differsStill = async (/** @type {Case} */ candidate) =>
    (await judge(product, candidate)).some((found) => found.field === difference.field);
  const { id: _old, ...rest } = scripted;
  const upToIt = { ...rest, steps: rest.steps?.slice(0, Math.max(difference.snap, 0)) ?? [] };
  return reduce((await differsStill(upToIt)) ? upToIt : rest, differsStill);
}

/**
 * What to read: the steps, and at the first snapshots that differ both sides of each field.
 * @param {Case} scripted
 * @param {Difference[]} found
 */
export function explain(scripted, found) {
  const lines = [];
  for (const { snap, field, oracle, ours } of found) {
    const step = snap === 0 ? 'before the first step' : `after step ${snap}: ${JSON.stringify(scripted.steps?.[snap - 1])}`;
    lines.push(`${field}, ${step}`, `  oracle  ${shown(oracle)}`, `  ours    ${shown(ours)}`);
  }
  return lines.join('\n');
}

/** @param {any} value */
function shown(value) {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 1_000 ? `${text.slice(0, 1_000)} …` : text;
}
