import { series } from './arbitrary/case.js';
import { judge } from './judgement.js';

/** @typedef {import('./oracle.js').Case} Case */
/** @typedef {import('./comparison.js').Difference} Difference */
/**
 * @typedef {object} Outcome
 * @property {number} steps
 * @property {number} documents
 * @property {number} differing documents with a difference
 * @property {Record<string, number>} fields how many documents first differ in each field
 * @property {{ scripted: Case, difference: Difference }[]} examples the first of each field
 */

/**
 * Random sessions until so many steps have been compared.
 * @param {import('./product.js').Product} product
 * @param {number} seed
 * @param {number} steps
 * @param {{ wild?: boolean }} [options] wild: documents in which everything comes together
 * @returns {Promise<Outcome>}
 */
export async function runRandom(product, seed, steps, { wild = false } = {}) {
  /** @type {Outcome} */
  const outcome = { steps: 0, documents: 0, differing: 0, fields: {}, examples: [] };
  for (const scripted of series(seed, wild)) {
    const found = await judge(product, scripted);
    outcome.documents += 1;
    outcome.steps += scripted.steps?.length ?? 0;
    const [difference] = found;
    if (difference) {
      outcome.differing += 1;
      if (!(difference.field in outcome.fields)) outcome.examples.push({ scripted, difference });
      outcome.fields[difference.field] = (outcome.fields[difference.field] ?? 0) + 1;
    }
    if (outcome.steps >= steps) break;
  }
  return outcome;
}
