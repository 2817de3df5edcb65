// Random sessions: a document, what is known at the start, and what the respondent does.

import fc from 'fast-check';
import { Dice } from './dice.js';
import { document } from './document.js';
import { withFewMechanisms } from './mechanisms.js';
import { valueFor } from './question.js';

/** @typedef {import('../oracle.js').Case} Case */
/** @typedef {import('../oracle.js').Step} Step */

const CHUNK = 25;

/** @param {boolean} wild all mechanisms at once @returns {fc.Arbitrary<Case>} */
function arbitraryCase(wild) {
  return fc.gen().map((generate) => {
    const dice = new Dice(generate);
    const plan = document(dice);
    const started = plan.json.firstPageIsStartPage ? [/** @type {Step} */ (['start'])] : [];
    // survey-core writes what it saves with signs before it knows the language, and makes 1.23 of 1,234 after that.
    const written = JSON.stringify(plan.json);
    const savesSigns = written.includes('saveMaskedValue');
    // Nor does it read them in the language that they are in where a text shows them, or two questions have them.
    const keepsLocale = savesSigns && /"(About|Sur) \{|"valueName"/.test(written);
    const scripted = {
      json: plan.json,
      ...dice.members({
        data: [20, () => dataFor(dice, plan)],
        vars: [5, () => ({ tariff: dice.of(['gold', 'silver']) })],
        locale: [savesSigns ? 0 : 4, () => 'fr'],
      }),
      steps: [...started, ...dice.list(3, 14, () => step(dice, plan, keepsLocale))],
    };
    return wild ? scripted : withFewMechanisms(dice, scripted);
  });
}

/**
 * The endless series of cases that belongs to a seed.
 * @param {number} seed
 * @param {boolean} wild
 * @returns {Generator<Case & { id: string }>}
 */
export function* series(seed, wild) {
  // Neighbouring seeds have nothing in common.
  const start = Math.imul(seed, 0x9e3779b1);
  for (let place = 0; ; ) {
    for (const scripted of fc.sample(arbitraryCase(wild), { seed: (start + place) | 0, numRuns: CHUNK })) {
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

/**
 * What an earlier run has recorded. What does not fit survey-core clears while it takes the rest in, so that conditions
 * see some of the old and some of the new; steps set such values one by one.
 * @param {Dice} dice
 * @param {import('./document.js').Plan} plan
 */
function dataFor(dice, plan) {
  return Object.fromEntries(dice.some(settable(plan), 40).map((question) => [question.name, valueFor(dice, question, 0)]));
}

/** @param {Dice} dice @param {import('./document.js').Plan} plan @param {boolean} keepsLocale @returns {Step} */
function step(dice, plan, keepsLocale) {
  const question = dice.of(settable(plan));
  // survey-core takes null for the first of January 1970, and the field for one that is filled in half. What reads into a
  // list it does not look at again once the list is null.
  const mayBeNull = question.own['maskType'] !== 'datetime' && !question.parts;
  return dice.weighted(
    /** @type {[number, () => Step][]} */ ([
      [20, () => ['set', question.name, valueFor(dice, question)]],
      [mayBeNull ? 2 : 0, () => ['set', question.name, null]],
      [1, () => ['set', dice.of(['extra', 'shared']), dice.of([1, 'x'])]],
      [question.comments ? 5 : 1, () => ['comment', question.name, dice.of(['because', '', 'a longer comment'])]],
      [8, () => ['next']],
      [4, () => ['prev']],
      [1, () => ['goto', dice.integer(0, plan.pages.length)]],
      [1, () => ['goto', dice.of(plan.pages)]],
      [3, () => ['validate']],
      [2, () => ['complete']],
      [keepsLocale ? 0 : 1, () => ['locale', dice.of(['fr', '', 'en'])]],
      [1, () => ['preview']],
      [1, () => ['cancelPreview']],
      [1, () => ['start']],
    ]),
  )();
}
