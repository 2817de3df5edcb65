// What works by itself in a survey and may meddle with the rest. A document of an author uses a few of them. One that uses
// all at once shows mostly in which order survey-core happens to look at things.

/** @typedef {import('./dice.js').Dice} Dice */
/** @typedef {import('../oracle.js').Case} Case */
/** @typedef {import('../oracle.js').Step} Step */
/**
 * @typedef {object} Mechanism
 * @property {string[]} [members] of documents and all that is in them
 * @property {string[]} [ofChoices] members of choices
 * @property {string[]} [types] of elements
 * @property {string[]} [steps]
 * @property {'data'} [start] what a case starts with
 */

/** @type {Mechanism[]} */
const MECHANISMS = [
  { members: ['clearInvisibleValues', 'clearIfInvisible'] },
  { members: ['questionsOnPageMode'] },
  { members: ['firstPageIsStartPage'], steps: ['start'] },
  { members: ['showPreviewBeforeComplete', 'previewMode'], steps: ['preview', 'cancelPreview'] },
  { members: ['checkErrorsMode', 'validateVisitedEmptyFields'] },
  { members: ['autoAdvanceEnabled', 'autoAdvanceAllowComplete'] },
  { members: ['triggers'] },
  { members: ['calculatedValues'] },
  { members: ['defaultValue', 'defaultValueExpression', 'defaultPanelValue'] },
  { members: ['setValueIf', 'setValueExpression', 'resetValueIf'] },
  { members: ['choicesFromQuestion', 'choicesFromQuestionMode'] },
  { members: ['choicesVisibleIf', 'choicesEnableIf', 'hideIfChoicesEmpty'], ofChoices: ['visibleIf', 'enableIf'] },
  { members: ['showOtherItem', 'otherText', 'otherErrorText', 'storeOthersAsComment'] },
  { members: ['readOnly', 'enableIf'] },
  { members: ['valueName'] },
  { members: ['bindings'] },
  { members: ['maskType', 'maskSettings', 'regionalFormat'] },
  { types: ['paneldynamic'] },
  { types: ['expression'] },
  { start: 'data' },
];

/** How many of them come together. */
const TOGETHER = 5;

/**
 * The case with some mechanisms only.
 * @param {Dice} dice
 * @param {Case} scripted
 * @returns {Case}
 */
export function withFewMechanisms(dice, scripted) {
  const left = [...MECHANISMS];
  for (let taken = 0; taken < TOGETHER; taken += 1) left.splice(dice.integer(0, left.length - 1), 1);
  const members = new Set(left.flatMap((mechanism) => mechanism.members ?? []));
  const ofChoices = new Set(left.flatMap((mechanism) => mechanism.ofChoices ?? []));
  const types = new Set(left.flatMap((mechanism) => mechanism.types ?? []));
  const steps = new Set(left.flatMap((mechanism) => mechanism.steps ?? []));
  const { data, ...rest } = scripted;
  return {
    ...rest,
    ...(data && !left.some(({ start }) => start === 'data') ? { data } : {}),
    json: without(scripted.json, { members, ofChoices, types }),
    steps: scripted.steps?.filter(([action]) => !steps.has(action)) ?? [],
  };
}

/**
 * @param {any} value
 * @param {{ members: Set<string>, ofChoices: Set<string>, types: Set<string> }} left out
 * @returns {any}
 */
function without(value, left) {
  const { members, ofChoices, types } = left;
  if (Array.isArray(value)) return value.filter((item) => !types.has(item?.type)).map((item) => without(item, left));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !members.has(name));
  const inner = (/** @type {string} */ name) => (name === 'choices' ? { ...left, members: new Set([...members, ...ofChoices]) } : left);
  return Object.fromEntries(kept.map(([name, value]) => [name, without(value, inner(name))]));
}
