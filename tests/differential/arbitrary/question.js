// Random questions of every kind. A question is planned first, with the values that fit it, so that conditions, data and
// steps can speak of it; its document is written when all are planned.

/** @typedef {import('./dice.js').Dice} Dice */
/**
 * @typedef {object} Planned
 * @property {string} name
 * @property {string} type
 * @property {Record<string, any>} own the members that make it this kind
 * @property {any[]} values what fits it
 * @property {boolean} comments whether a comment can stand beside its answer
 * @property {{ name: string, values: any[] }[]} [parts] what expressions read of its panels
 */

/**
 * What a host or an old record may hold in the place of an answer, by the shape that the answer has.
 * @type {Record<'one' | 'list' | 'object', any[]>}
 */
const WRONG = {
  one: [0, -1, 7, '', 'zzz', true, false, '2', 'other', 3.5],
  list: [0, 7, '', 'zzz', true, false, [], ['zzz'], ['item1', 'zzz'], 'other', ['other']],
  object: ['', { zzz: 1 }],
};
// Where lists hold objects, survey-core looks for them in whatever it is given.
const WRONG_OBJECTS = [[]];
const WRONG_IMAGES = [[], ['zzz']];
// A number is a day in JavaScript: 2 is in February 2001.
const WRONG_DATES = ['', 'zzz', 'other'];
const CHOICE_POOLS = [
  ['item1', 'item2', 'item3'],
  [1, 2, 3, 4],
  ['yes', 'no'],
  ['a', 'b', 'c', 'd'],
];

/** @type {Record<string, (dice: Dice) => { own: Record<string, any>, values: any[], comments?: boolean }>} */
const KINDS = {
  text,
  comment: (dice) => ({
    own: dice.members({ maxLength: [10, () => 5], rows: [5, () => 2] }),
    values: ['some words', 'x', 'two\nlines', 'a < b & c'],
  }),
  radiogroup: (dice) => single(dice, {}),
  dropdown: (dice) =>
    dice.chance(15)
      ? { own: { choicesMin: 1, choicesMax: 5, ...dice.members({ choicesStep: [30, () => 2] }) }, values: [1, 3, 5] }
      : single(dice, {}),
  checkbox: (dice) => several(dice, dice.members({ showSelectAllItem: [15, () => true], valuePropertyName: [3, () => 'fruit'] })),
  tagbox: (dice) => several(dice, dice.members({ showSelectAllItem: [15, () => true] })),
  ranking: (dice) => ranking(dice),
  imagepicker: (dice) => imagepicker(dice),
  rating,
  boolean,
  matrix,
  multipletext,
  expression: (dice) => ({
    own: dice.members({
      displayStyle: [30, () => dice.of(['decimal', 'currency', 'percent'])],
      format: [15, () => 'about {0}'],
      maximumFractionDigits: [10, () => 1],
      minimumFractionDigits: [5, () => 1],
      precision: [10, () => 1],
      useGrouping: [10, () => false],
    }),
    values: [1, 2],
  }),
  html: () => ({ own: { html: '<p>Hello</p>' }, values: [] }),
  image: () => ({ own: { imageLink: 'picture.png' }, values: [] }),
  file: (dice) => ({
    own: dice.members({ allowMultiple: [30, () => true], acceptedTypes: [10, () => 'image/*'], maxSize: [10, () => 3] }),
    values: [[{ name: 'a.png', type: 'image/png', content: 'data:image/png;base64,AAAA' }]],
  }),
  signaturepad: () => ({ own: {}, values: ['data:image/png;base64,AAAA'] }),
};

/** @type {[number, string][]} */
const WEIGHTS = [
  [8, 'text'],
  [2, 'comment'],
  [5, 'radiogroup'],
  [5, 'checkbox'],
  [4, 'dropdown'],
  [2, 'tagbox'],
  [3, 'rating'],
  [4, 'boolean'],
  [1, 'ranking'],
  [1, 'imagepicker'],
  [2, 'matrix'],
  [2, 'multipletext'],
  [3, 'expression'],
  [1, 'html'],
  [1, 'image'],
  [1, 'file'],
  [1, 'signaturepad'],
];

/**
 * @param {Dice} dice
 * @param {string} name
 * @returns {Planned}
 */
export function planQuestion(dice, name, types = WEIGHTS) {
  const type = dice.weighted(types);
  const { own, values, comments } = /** @type {NonNullable<typeof KINDS[string]>} */ (KINDS[type])(dice);
  const beside = !['html', 'image', 'expression'].includes(type) && dice.chance(6) ? { showCommentArea: true } : {};
  return { name, type, own: { ...own, ...beside }, values, comments: comments === true || 'showCommentArea' in beside };
}

/** @param {Planned} planned */
function wrongFor(planned) {
  if (planned.type === 'paneldynamic' || 'valuePropertyName' in planned.own) return WRONG_OBJECTS;
  if ('multiSelect' in planned.own) return WRONG_IMAGES;
  if (planned.own['maskType'] === 'datetime') return WRONG_DATES;
  return WRONG[shapeOf(planned)];
}

/**
 * What authors give of what fits: "none" only by itself.
 * @param {Planned} planned
 * @returns {any[]}
 */
export function givenValues(planned) {
  const alone = ['none', 'refused', 'dontknow'];
  return planned.values.filter((value) => !Array.isArray(value) || value.length < 2 || !value.some((item) => alone.includes(item)));
}

/** @param {Planned} planned @returns {'one' | 'list' | 'object'} */
export function shapeOf({ values: [value] }) {
  if (Array.isArray(value)) return 'list';
  return value !== null && typeof value === 'object' ? 'object' : 'one';
}

/** A value for it: mostly one that fits. @param {Dice} dice @param {Planned} planned @returns {any} */
export function valueFor(dice, planned, wrongPercent = 12) {
  if (planned.values.length === 0 || dice.chance(wrongPercent)) return dice.of(wrongFor(planned));
  return dice.of(planned.values);
}

/**
 * What an author gives it: what fits, or a choice that is not offered any more. Authors see in the designer what has no
 * place in a question at all.
 * @param {Dice} dice
 * @param {Planned} planned
 * @returns {any}
 */
export function defaultFor(dice, planned) {
  if (planned.own['choices'] && planned.type !== 'ranking' && !('valuePropertyName' in planned.own) && dice.chance(5)) return shapeOf(planned) === 'list' ? ['zzz'] : 'zzz';
  return valueFor(dice, { ...planned, values: givenValues(planned) }, 0);
}

/** @type {Record<string, (dice: Dice) => { own: Record<string, any>, values: any[] }>} */
const INPUTS = {
  text: (dice) => ({
    own: dice.members({ maxLength: [10, () => 5], placeholder: [5, () => 'here'] }),
    values: ['abc', 'x', 'a long text', '12', '<b>'],
  }),
  number: (dice) => ({
    own: dice.members({ min: [30, () => 1], max: [30, () => 10], step: [10, () => 2] }),
    values: [1, 5, 11, '3', 2.5, -2],
  }),
  date: (dice) => ({
    own: dice.members({ min: [20, () => '2025-01-01'], max: [20, () => '2026-12-31'] }),
    values: ['2025-06-01', '2026-01-15', '2024-02-29', '2030-01-01'],
  }),
  email: () => ({ own: {}, values: ['a@b.example', 'nobody', 'a.b@c'] }),
  url: () => ({ own: {}, values: ['https://a.example', 'nowhere'] }),
  tel: () => ({ own: {}, values: ['+41 44 000 00 00', '12'] }),
  time: () => ({ own: {}, values: ['10:30', '23:59'] }),
  range: () => ({ own: {}, values: [10, 55] }),
};

/** @type {Record<string, (dice: Dice) => { maskSettings: Record<string, any>, values: any[] }>} */
const MASKS = {
  numeric: (dice) => ({
    maskSettings: dice.members({
      precision: [20, () => 1],
      min: [10, () => 0],
      max: [10, () => 500],
      allowNegativeValues: [15, () => false],
      decimalSeparator: [10, () => ','],
      thousandsSeparator: [10, () => '.'],
    }),
    values: [12, 1234.56, -7, 0.5, 1000000],
  }),
  currency: (dice) => ({
    maskSettings: dice.members({ prefix: [15, () => '$ '], suffix: [15, () => ' USD'], currencySymbol: [30, () => 'CHF'], currencyPattern: [30, () => dice.of(['# @', '@-#'])] }),
    values: [12, 1234.5, -7],
  }),
  datetime: (dice) => ({
    maskSettings: dice.members({
      pattern: [60, () => dice.of(['dd.mm.yyyy', 'mm/dd/yy', 'HH:MM', 'yyyy-mm-dd HH:MM', 'd/m/yyyy'])],
      patternPreset: [20, () => dice.of(['localeDate', 'localeTime', 'localeDateTime'])],
      min: [10, () => '2025-01-01'],
      max: [10, () => '2026-12-31'],
    }),
    values: ['2025-06-01', '2026-01-15T10:30', '2024-02-29'],
  }),
  pattern: (dice) => ({
    maskSettings: { pattern: dice.of(['999-99', '+1 (999) 999', 'aa-99', '##/##']) },
    values: ['12345', 'ab12', '999888777', '123-45'],
  }),
};

/** @param {Dice} dice */
function masked(dice) {
  const maskType = dice.of(Object.keys(MASKS));
  const { maskSettings, values } = /** @type {NonNullable<typeof MASKS[string]>} */ (MASKS[maskType])(dice);
  return { own: { maskType, maskSettings: { ...maskSettings, ...dice.members({ saveMaskedValue: [25, () => true] }) } }, values };
}

/** @param {Dice} dice */
function text(dice) {
  if (dice.chance(15)) return masked(dice);
  const inputType = dice.weighted([
    [8, 'text'],
    [5, 'number'],
    [2, 'date'],
    [2, 'email'],
    [1, 'url'],
    [1, 'tel'],
    [1, 'time'],
    [1, 'range'],
  ]);
  const { own, values } = /** @type {NonNullable<typeof INPUTS[string]>} */ (INPUTS[inputType])(dice);
  return { own: inputType === 'text' ? own : { inputType, ...own }, values };
}

/** @param {Dice} dice @param {any[]} pool */
function choices(dice, pool) {
  return pool.map((value) =>
    dice.weighted([
      [6, () => value],
      [2, () => ({ value, text: `Choice ${value}` })],
      [1, () => ({ value, text: { default: `Choice ${value}`, fr: `Choix ${value}` } })],
    ])(),
  );
}

/** @param {Dice} dice */
function special(dice) {
  const items = dice.members({
    showOtherItem: [25, () => true],
    showNoneItem: [12, () => true],
    showRefuseItem: [4, () => true],
    showDontKnowItem: [4, () => true],
  });
  return {
    ...items,
    ...dice.members({
      otherText: ['showOtherItem' in items ? 20 : 0, () => 'Something else'],
      noneText: ['showNoneItem' in items ? 30 : 0, () => 'Nothing'],
      otherErrorText: ['showOtherItem' in items ? 12 : 0, () => 'What else?'],
      choicesOrder: [8, () => dice.of(['asc', 'desc'])],
      storeOthersAsComment: [5, () => false],
    }),
  };
}

/** @param {Dice} dice @param {Record<string, any>} more */
function single(dice, more) {
  const pool = dice.of(CHOICE_POOLS);
  const own = { choices: choices(dice, pool), ...special(dice), ...more };
  const values = [...pool, ...pool, ...named(own)];
  return { own, values, comments: 'showOtherItem' in own };
}

/** @param {Dice} dice @param {Record<string, any>} more */
function several(dice, more) {
  const pool = dice.of(CHOICE_POOLS);
  const extras = dice.members({ maxSelectedChoices: [12, () => 2], minSelectedChoices: [8, () => 2] });
  /** @type {Record<string, any>} */
  const own = { choices: choices(dice, pool), ...special(dice), ...extras, ...more };
  if (dice.chance(8)) own['choices'].push({ value: 'only', isExclusive: true });
  const names = named(own);
  /** @type {any[]} */
  const values = [[pool[0]], [pool[1], pool[0]], pool, ...names.map((name) => [name]), ...names.map((name) => [pool[0], name])];
  if ('valuePropertyName' in own) values.push([{ fruit: pool[0] }], [{ fruit: pool[0] }, { fruit: pool[1] }]);
  return { own, values, comments: 'showOtherItem' in own };
}

/** @param {Record<string, any>} own */
function named(own) {
  const items = { showOtherItem: 'other', showNoneItem: 'none', showRefuseItem: 'refused', showDontKnowItem: 'dontknow' };
  return Object.entries(items)
    .filter(([member]) => member in own)
    .map(([, value]) => value);
}

/** @param {Dice} dice */
function ranking(dice) {
  const pool = dice.of(CHOICE_POOLS);
  const own = { choices: choices(dice, pool), ...dice.members({ selectToRankEnabled: [25, () => true] }) };
  // All are ranked, unless one chooses what to rank.
  const some = 'selectToRankEnabled' in own ? [pool.slice(0, 2)] : [];
  return { own, values: [pool, pool.toReversed(), ...some] };
}

/** @param {Dice} dice */
function imagepicker(dice) {
  const own = {
    choices: ['cat', 'dog'].map((value) => ({ value, imageLink: `${value}.png` })),
    ...dice.members({ multiSelect: [50, () => true] }),
  };
  return { own, values: 'multiSelect' in own ? [['cat'], ['cat', 'dog']] : ['cat', 'dog'] };
}

/** @param {Dice} dice */
function rating(dice) {
  const [own, values] = dice.weighted(
    /** @type {[number, [Record<string, any>, any[]]][]} */ ([
      [5, [{}, [1, 3, 5]]],
      [2, [{ rateMax: 10 }, [1, 7, 10]]],
      [2, [{ rateMin: 0, rateMax: 10, rateStep: 2 }, [0, 4, 10]]],
      [1, [{ rateCount: 3, rateType: 'smileys' }, [1, 3]]],
      [1, [{ rateType: 'stars' }, [2, 5]]],
      [2, [{ rateValues: ['bad', { value: 'good', text: 'Good' }] }, ['bad', 'good']]],
    ]),
  );
  return { own: { ...own }, values };
}

/** @param {Dice} dice */
function boolean(dice) {
  if (dice.chance(15)) return { own: { valueTrue: 'yes', valueFalse: 'no' }, values: ['yes', 'no', true] };
  return { own: dice.members({ labelTrue: [20, () => 'Sure'], labelFalse: [20, () => 'Never'] }), values: [true, false] };
}

/** @param {Dice} dice */
function matrix(dice) {
  const own = {
    columns: ['bad', { value: 'good', text: 'Good' }],
    rows: ['row1', 'row2'],
    ...dice.members({ eachRowRequired: [25, () => true], eachRowUnique: [15, () => true], cellType: [8, () => 'checkbox'] }),
  };
  const cell = (/** @type {string} */ value) => ('cellType' in own ? [value] : value);
  return {
    own,
    values: [{ row1: cell('bad') }, { row1: cell('bad'), row2: cell('good') }, { row1: cell('good'), row2: cell('good') }],
  };
}

/** @param {Dice} dice */
function multipletext(dice) {
  const items = [
    { name: 'first', ...dice.members({ isRequired: [25, () => true], title: [20, () => 'First'] }) },
    { name: 'second', ...dice.members({ inputType: [30, () => 'number'], validators: [20, () => [{ type: 'numeric', maxValue: 5 }]] }) },
  ];
  return { own: { items }, values: [{ first: 'a' }, { first: 'a', second: 3 }, { second: 9 }] };
}
