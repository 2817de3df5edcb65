import { givenValues, shapeOf } from './question.js';

/** @typedef {import('./dice.js').Dice} Dice */
/** @typedef {import('./question.js').Planned} Planned */

const COMPARISONS = ['=', '=', '=', '<>', '!=', '>', '<', '>=', '<='];
const ON_LISTS = ['contains', 'notcontains', 'anyof', 'allof', 'noneof'];

/** A condition on some of these, or on a variable. @param {Dice} dice @param {Planned[]} planned @returns {string} */
export function condition(dice, planned, depth = 0) {
  if (planned.length === 0) return dice.of([`{tariff} = 'gold'`, `{tariff} empty`]);
  if (depth < 2 && dice.chance(20)) {
    const [left, right] = [condition(dice, planned, depth + 1), condition(dice, planned, depth + 1)];
    return `${left} ${dice.of(['and', 'or'])} ${right}`;
  }
  const one = read(dice, dice.of(planned));
  const name = `{${one.name}}`;
  return dice.weighted([
    [8, () => `${name} ${dice.of(COMPARISONS)} ${literal(dice.of(one.values.length > 0 ? one.values : [1]))}`],
    [4, () => `${name} ${dice.of(['empty', 'notempty'])}`],
    [3, () => `${name} ${dice.of(ON_LISTS)} ${literal(dice.of(one.values.length > 0 ? one.values : ['a']))}`],
    [1, () => `${name} = {${dice.of(planned).name}}`],
    [1, () => `!(${name} notempty)`],
    [1, () => `${name} + 1 > 3`],
  ])();
}

/** It, or what stands in its panels. @param {Dice} dice @param {Planned} one @returns {{ name: string, values: any[] }} */
function read(dice, one) {
  return one.parts && dice.chance(60) ? dice.of(one.parts) : one;
}

/** Whether expressions can say its answers: they cannot say objects, and make nothing for dates, addresses and masks. @param {Planned} planned */
export function canBeComputed(planned) {
  const { inputType = 'number' } = planned.own;
  return inputType === 'number' && !('maskType' in planned.own) && !['matrix', 'multipletext', 'paneldynamic', 'file'].includes(planned.type);
}

/** Whether an answer of the one could be one of the other. @param {Planned} one @param {Planned} other */
export function isAlike(one, other) {
  return one.type === other.type && JSON.stringify(one.values) === JSON.stringify(other.values);
}

/**
 * Those whose answers are copied: no lists, for survey-core holds the same list in two places then, and empties both.
 * @param {Planned[]} planned
 */
function copied(planned) {
  return planned.filter((one) => shapeOf(one) === 'one');
}

/**
 * A value that has a place in this question, or any where that is all the same.
 * @param {Dice} dice
 * @param {Planned | undefined} target
 * @param {Planned[]} planned
 * @returns {string}
 */
export function computationFor(dice, target, planned) {
  if (!target || ['text', 'comment', 'expression', 'html', 'image'].includes(target.type)) return computation(dice, planned);
  const alike = copied(planned).filter((one) => isAlike(one, target));
  if (alike.length > 0 && dice.chance(50)) return `{${dice.of(alike).name}}`;
  const values = givenValues(target);
  const [one, other] = [literal(dice.of(values)), literal(dice.of(values))];
  return dice.chance(50) ? one : `iif(${condition(dice, planned, 2)}, ${one}, ${other})`;
}

/** A value from some of these. @param {Dice} dice @param {Planned[]} planned @returns {string} */
function computation(dice, planned) {
  const single = copied(planned);
  if (single.length === 0) return dice.of([`'fixed'`, '5']);
  const [one, other] = [read(dice, dice.of(planned)).name, read(dice, dice.of(planned)).name];
  return dice.weighted([
    [4, () => `{${dice.of(single).name}}`],
    [2, () => `{${one}} + {${other}}`],
    [2, () => `{${one}} + 1`],
    [2, () => `{${one}} * 2`],
    [3, () => `iif(${condition(dice, planned, 2)}, 'yes', 'no')`],
    [1, () => `{${one}} + ' and ' + {${other}}`],
    [1, () => `sum({${one}}, {${other}})`],
    [1, () => `round({${one}} / 3, 1)`],
    [1, () => `'fixed'`],
    [1, () => `5`],
  ])();
}

/** @param {any} value @returns {string} */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value.replaceAll("'", '').replaceAll('\n', ' ')}'`;
  return value !== null && typeof value === 'object' ? `'thing'` : String(value);
}
