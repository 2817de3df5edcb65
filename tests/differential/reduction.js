// Makes a case small while it stays interesting.

/** @typedef {import('./oracle.js').Case} Case */

// These make an element or a choice; without them it is another concern, or none.
const KEPT_MEMBERS = new Set(['name', 'type', 'value']);
const CONTAINERS = ['elements', 'pages', 'templateElements'];

/**
 * The smallest case found within `attempts` tries for which `stays` holds. It must hold for the one given.
 * @param {Case} start
 * @param {(candidate: Case) => Promise<boolean>} stays
 * @returns {Promise<Case>}
 */
export async function reduce(start, stays, attempts = 3_000) {
  let smallest = start;
  let left = attempts;
  const seen = new Set([JSON.stringify(start)]);
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    // After a success the candidates are made anew, from the place reached, so that a large case is walked once a round.
    for (let place = 0; left > 0; ) {
      const candidate = nth(smallerThan(smallest), place);
      if (!candidate) break;
      place += 1;
      const text = JSON.stringify(candidate);
      if (seen.has(text)) continue;
      seen.add(text);
      left -= 1;
      if (await stays(candidate)) {
        smallest = candidate;
        progress = true;
        place -= 1;
      }
    }
  }
  return smallest;
}

/**
 * @template T
 * @param {Iterable<T>} items
 * @param {number} place
 * @returns {T | undefined}
 */
function nth(items, place) {
  let left = place;
  for (const item of items) if (left-- === 0) return item;
  return undefined;
}

/**
 * Large cuts first: the tail of the steps, halves of lists, whole elements; then single members; then smaller values.
 * @param {Case} scripted
 * @returns {Generator<Case>}
 */
function* smallerThan(scripted) {
  const steps = scripted.steps ?? [];
  for (const fewer of shorter(steps)) yield { ...scripted, steps: fewer };
  for (const member of /** @type {const} */ (['data', 'context', 'vars', 'locale', 'now', 'seed'])) {
    if (!(member in scripted)) continue;
    const { [member]: _gone, ...rest } = scripted;
    yield rest;
    for (const smaller of cut(scripted[member])) yield { ...scripted, [member]: smaller };
  }
  for (const json of cut(scripted.json)) yield { ...scripted, json };
  for (const [place, [operation, ...operands]] of steps.entries()) {
    for (const [operand, value] of operands.entries()) {
      if (operand === 0 && operation !== 'goto') continue;
      for (const smaller of simpler(value)) {
        yield { ...scripted, steps: steps.with(place, [operation, ...operands.with(operand, smaller)]) };
      }
    }
  }
  for (const json of simplerInside(scripted.json)) yield { ...scripted, json };
}

/**
 * @template T
 * @param {T[]} list
 * @returns {Generator<T[]>}
 */
function* shorter(list) {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = list.length - size; start >= 0; start -= size) {
      yield [...list.slice(0, start), ...list.slice(start + size)];
    }
  }
}

/** The value with one part of it gone, or with a container's contents in its place. @param {any} value @returns {Generator<any>} */
function* cut(value) {
  if (Array.isArray(value)) {
    yield* shorter(value);
    for (const [place, item] of value.entries()) {
      for (const container of CONTAINERS) {
        if (item?.type && Array.isArray(item[container])) yield value.toSpliced(place, 1, ...item[container]);
      }
    }
    for (const [place, item] of value.entries()) for (const smaller of cut(item)) yield value.with(place, smaller);
  } else if (value !== null && typeof value === 'object') {
    if (Array.isArray(value.pages) && value.pages.length === 1) {
      const { pages, ...rest } = value;
      yield { ...rest, elements: pages[0].elements };
    }
    for (const key of Object.keys(value)) {
      if (KEPT_MEMBERS.has(key)) continue;
      const { [key]: _gone, ...rest } = value;
      yield rest;
    }
    for (const key of Object.keys(value)) for (const smaller of cut(value[key])) yield { ...value, [key]: smaller };
  }
}

/** @param {any} value @returns {Generator<any>} */
function* simplerInside(value) {
  if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) {
      for (const smaller of simplerInside(item)) yield value.with(place, smaller);
      if (item === null || typeof item !== 'object') for (const smaller of simpler(item)) yield value.with(place, smaller);
      else if ('value' in item) yield value.with(place, item.value);
    }
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      for (const smaller of simplerInside(item)) yield { ...value, [key]: smaller };
      if (item && typeof item === 'object' && 'default' in item) yield { ...value, [key]: item.default };
      if (!KEPT_MEMBERS.has(key)) for (const smaller of simpler(item)) yield { ...value, [key]: smaller };
    }
  }
}

/** @param {any} value @returns {Generator<any>} */
function* simpler(value) {
  if (typeof value === 'string') {
    const sides = value.split(/ (?:and|or) /);
    if (sides.length > 1) yield* sides;
    if (value.length > 1 && !value.includes('{')) yield value.slice(0, 1);
    const words = value.split(' ');
    if (words.length > 1 && !/[{='<>(]/.test(value)) {
      for (const fewer of shorter(words)) yield fewer.join(' ');
    }
  } else if (typeof value === 'number') {
    for (const small of [0, 1, Math.trunc(value)]) if (Math.abs(small) < Math.abs(value)) yield small;
  } else if (Array.isArray(value)) {
    yield* shorter(value);
  }
}
