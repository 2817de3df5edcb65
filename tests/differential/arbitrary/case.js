// Random sessions: a document, what is known at the start, and what the respondent does.

import fc from 'fast-check';
import { Dice } from './dice.js';
import { document } from './document.js';
import { valueFor } from './question.js';

/** @typedef {import('../oracle.js').Case} Case */
/** @typedef {import('../oracle.js').Step} Step */

const CHUNK = 25;

/** @returns {fc.Arbitrary<Case>} */
export function arbitraryCase() {
  return fc.gen().map((generate) => {
    const dice = new Dice(generate);
    const plan = document(dice);
    const started = plan.json.firstPageIsStartPage ? [/** @type {Step} */ (['start'])] : [];
    return {
      json: plan.json,
      ...dice.members({
        data: [20, () => dataFor(dice, plan)],
        vars: [5, () => ({ tariff: dice.of(['gold', 'silver']) })],
        locale: [4, () => 'fr'],
      }),
      steps: [...started, ...dice.list(3, 14, () => step(dice, plan))],
    };
  });
}

/**
 * The endless series of cases that belongs to a seed.
 * @param {number} seed
 * @returns {Generator<Case & { id: string }>}
 */
export function* series(seed) {
  for (let place = 0; ; ) {
    for (const scripted of fc.sample(arbitraryCase(), { seed: (seed + place) | 0, numRuns: CHUNK })) {
      yield { id: `seed ${seed}, document ${place}`, ...scripted };
      place += 1;
    }
  }
}

/**
 * What is computed is not set: survey-core computes it again only when something else changes.
 * @param {import('./document.js').Plan} plan
 */
function settable({ questions }) {
  const asked = questions.filter(({ type }) => type !== 'expression');
  return asked.length > 0 ? asked : questions;
}

/** @param {Dice} dice @param {import('./document.js').Plan} plan */
function dataFor(dice, plan) {
  return Object.fromEntries(dice.some(settable(plan), 40).map((question) => [question.name, valueFor(dice, question)]));
}

/** @param {Dice} dice @param {import('./document.js').Plan} plan @returns {Step} */
function step(dice, plan) {
  const question = dice.of(settable(plan));
  return dice.weighted(
    /** @type {[number, () => Step][]} */ ([
      [20, () => ['set', question.name, valueFor(dice, question)]],
      [2, () => ['set', question.name, null]],
      [1, () => ['set', dice.of(['extra', 'shared']), dice.of([1, 'x'])]],
      [question.comments ? 5 : 1, () => ['comment', question.name, dice.of(['because', '', 'a longer comment'])]],
      [8, () => ['next']],
      [4, () => ['prev']],
      [1, () => ['goto', dice.integer(0, plan.pages.length)]],
      [1, () => ['goto', dice.of(plan.pages)]],
      [3, () => ['validate']],
      [2, () => ['complete']],
      [1, () => ['locale', dice.of(['fr', '', 'en'])]],
      [1, () => ['preview']],
      [1, () => ['cancelPreview']],
      [1, () => ['start']],
    ]),
  )();
}
