import { canBeComputed, computationFor, condition, isAlike } from './expression.js';
import { defaultFor, planQuestion, valueFor } from './question.js';

/** @typedef {import('./dice.js').Dice} Dice */
/** @typedef {import('./question.js').Planned} Planned */
/**
 * @typedef {object} Plan
 * @property {Planned[]} questions those whose answers stand in the data
 * @property {string[]} pages
 * @property {string[]} elements names of questions and panels
 * @property {any} json
 */

const CLEARING = ['none', 'onComplete', 'onHidden', 'onHiddenContainer'];
// survey-core makes all panels when their right answers are counted, shown or not.
const PROGRESS = ['pages', 'questions', 'requiredQuestions', 'correctQuestions'];

/** @param {Dice} dice @returns {Plan} */
export function document(dice) {
  const planned = dice.list(1, 9, (place) => planQuestion(dice, `q${place + 1}`));
  const repeated = dice.chance(15) ? [planRepeated(dice, 'people')] : [];
  const all = [...planned, ...repeated];
  /** @type {string[]} */
  const panels = [];
  const pageNames = dice.list(1, 4, (place) => `page${place + 1}`);
  const settings = modes(dice, all);
  const startPage = settings['firstPageIsStartPage'] && pageNames.length > 1 ? pageNames[0] : undefined;
  const contents = pageNames.map(() => /** @type {any[]} */ ([]));
  for (const question of all) {
    const places = startPage && question.type === 'paneldynamic' ? contents.slice(1) : contents;
    dice.of(places).push(element(dice, question, all));
  }
  for (const question of dice.chance(10) ? dice.some(all.filter(({ type }) => type !== 'paneldynamic' && type !== 'ranking'), 15) : []) dice.of(contents).push(askedAgain(dice, question, all));
  const pages = pageNames.map((name, place) => ({
    name,
    elements: grouped(dice, contents[place] ?? [], all, panels),
    ...saidOnce(
      dice.members({
        title: [20, () => text(dice, name, all)],
        visibleIf: [12, () => condition(dice, beforeInside(contents[place] ?? [], all))],
        visible: [6, () => false],
        enableIf: [3, () => condition(dice, beforeInside(contents[place] ?? [], all))],
        readOnly: [2, () => true],
        isRequired: [3, () => true],
      }),
    ),
  })).map((page) => (page.name === startPage ? unconditional(page) : page));
  if (['questionPerPage', 'inputPerPage'].includes(settings['questionsOnPageMode'])) pages.forEach(showPanels);
  const names = [...all.map((question) => question.name), ...panels];
  const json = {
    ...settings,
    ...dice.members({
      regionalFormat: [5, () => regionalFormat(dice)],
      calculatedValues: [20, () => dice.list(1, 2, (place) => calculated(dice, place, all))],
      triggers: [25, () => dice.list(1, 2, () => trigger(dice, all, reachable(pages, startPage)))],
    }),
    ...(pages.length === 1 && dice.chance(50) ? { elements: pages[0]?.elements } : { pages }),
  };
  return { questions: all, pages: pageNames, elements: names, json };
}

/** Some of it makes no sense, and is passed over. @param {Dice} dice */
function regionalFormat(dice) {
  return dice.members({
    locale: [50, () => dice.of(['de', 'fr-CA', 'en-GB', 'xx'])],
    datePattern: [30, () => dice.of(['yyyy.mm.dd', 'HH'])],
    timePattern: [30, () => 'HH-MM'],
    decimalSeparator: [30, () => dice.of([',', '12'])],
    thousandsSeparator: [30, () => dice.of(["'", '', '--'])],
    currencySymbol: [30, () => 'Fr.'],
    currencyPattern: [30, () => dice.of(['@ #', '##'])],
  });
}

/**
 * A start page as authors write them: it greets and asks, and nothing on it comes and goes. In survey-core the page itself
 * goes once it was left, and what that does to conditions on it, and to panels that are not made yet, depends on the rest.
 * @param {any} page
 */
function unconditional(page) {
  const coming = ['visibleIf', 'visible', 'clearIfInvisible', 'defaultValueExpression', 'setValueIf', 'setValueExpression', 'resetValueIf'];
  const plain = Object.fromEntries(Object.entries(page).filter(([member]) => !coming.includes(member)));
  return 'elements' in page ? { ...plain, elements: page.elements.map(unconditional) } : plain;
}

/**
 * Where questions are asked one by one, survey-core asks what is in a panel whose condition never held, and loses its place
 * when the panel goes: panels are there from the first to the last.
 * @param {any} container
 */
function showPanels(container) {
  for (const panel of container.elements.filter((/** @type {any} */ element) => element.type === 'panel')) {
    delete panel.visibleIf;
    delete panel.visible;
    showPanels(panel);
  }
}

/**
 * What triggers may show or go to. Pages that a trigger shows are hidden before; one that it hides while the document is
 * loaded, and shows when the rest is loaded, is skipped by survey-core. What holds dynamic panels is left out: survey-core makes the panels when it first looks
 * at them, which a trigger may or may not make it do.
 * @param {any[]} pages
 * @param {string | undefined} startPage
 */
function reachable(pages, startPage) {
  const holdsPanels = (/** @type {any} */ element) => element.type === 'paneldynamic' || (element.elements ?? []).some(holdsPanels);
  const open = pages.filter((page) => page.name !== startPage);
  const within = (/** @type {any} */ element) => [element, ...(element.elements ?? []).flatMap(within)];
  const named = (/** @type {any[]} */ elements) => elements.filter((element) => !holdsPanels(element)).map(({ name }) => name);
  return { pages: named(open.filter(({ visible }) => visible === false)), elements: named(open.flatMap(({ elements }) => elements.flatMap(within))) };
}

/** @param {Dice} dice @param {Planned[]} all @returns {Record<string, any>} */
function modes(dice, all) {
  const startsWithPage = dice.chance(10);
  // Where questions are asked one by one, survey-core asks those of the start page again.
  const pageModes = startsWithPage ? ['standard', 'singlePage'] : ['standard', 'singlePage', 'questionPerPage', 'inputPerPage'];
  return dice.members({
    title: [10, () => 'Survey'],
    clearInvisibleValues: [20, () => dice.of(CLEARING)],
    checkErrorsMode: [20, () => dice.of(['onNextPage', 'onValueChanged', 'onComplete'])],
    questionsOnPageMode: [20, () => dice.of(pageModes)],
    firstPageIsStartPage: [startsWithPage ? 100 : 0, () => true],
    showPreviewBeforeComplete: [10, () => true],
    previewMode: [5, () => 'answeredQuestions'],
    storeOthersAsComment: [6, () => false],
    autoAdvanceEnabled: [8, () => true],
    autoAdvanceAllowComplete: [5, () => false],
    showProgressBar: [25, () => true],
    progressBarType: [25, () => dice.of(all.some(({ type }) => type === 'paneldynamic') ? PROGRESS.slice(0, 3) : PROGRESS)],
    readOnly: [2, () => true],
    validateVisitedEmptyFields: [4, () => true],
    maxTextLength: [4, () => 8],
    maxCommentLength: [3, () => 6],
    completedHtml: [12, () => `<p>Thank you, {${dice.of(all).name}}</p>`],
    completedHtmlOnCondition: [8, () => [{ expression: condition(dice, all), html: '<p>Special</p>' }]],
    locale: [4, () => 'fr'],
    showNavigationButtons: [3, () => false],
    showPrevButton: [5, () => false],
    showQuestionNumbers: [5, () => 'on'],
    requiredMark: [3, () => '(!)'],
  });
}

/** @param {Dice} dice @param {Planned} question @param {Planned[]} all @returns {any} */
function element(dice, question, all) {
  const { name, type, own } = question;
  if (type === 'html' || type === 'image') {
    return { type, name, ...own, ...dice.members({ visibleIf: [25, () => condition(dice, before(question, all))] }) };
  }
  const common = saidOnce(dice.members({
    title: [30, () => text(dice, name, all)],
    visibleIf: [22, () => condition(dice, before(question, all))],
    visible: [3, () => false],
    enableIf: [8, () => condition(dice, all)],
    requiredIf: [6, () => condition(dice, all)],
    readOnly: [4, () => true],
    isRequired: [25, () => true],
    requiredErrorText: [5, () => 'Please do answer'],
    clearIfInvisible: [6, () => dice.of(['default', ...CLEARING])],
    resetValueIf: [3, () => condition(dice, before(question, all))],
    setValueIf: [3, () => condition(dice, before(question, all))],
    setValueExpression: [canBeComputed(question) ? 4 : 0, () => computationFor(dice, question, before(question, all))],
    defaultValueExpression: [canBeComputed(question) ? 5 : 0, () => computationFor(dice, question, before(question, all))],
    defaultValue: [12, () => defaultFor(dice, question)],
    correctAnswer: [6, () => valueFor(dice, question, 0)],
    valueName: [3, () => `${name}value`],
    useDisplayValuesInDynamicTexts: [3, () => false],
    validators: [12, () => [validator(dice, question, all)]],
    bindings: [counted(question, all).length > 0 ? 35 : 0, () => ({ panelCount: dice.of(counted(question, all)).name })],
  }));
  if (!('setValueExpression' in common)) delete common['setValueIf'];
  if (type === 'expression') return { type, name, expression: computationFor(dice, question, before(question, all)), ...own, ...shownOnly(common) };
  const offers = choiceConditions(dice, question, all);
  return { type, name, ...own, ...(Object.keys(offers).length > 0 ? withoutGivens(common) : common), ...offers };
}

/**
 * `visibleIf` and `enableIf` set what `visible` and `readOnly` start with, so authors write the one or the other. With
 * both, what happens first depends in survey-core on what else is in the document.
 * @param {Record<string, any>} members
 */
function saidOnce(members) {
  if ('visibleIf' in members) delete members['visible'];
  if ('enableIf' in members) delete members['readOnly'];
  return members;
}

/**
 * What may not be offered is not given either: survey-core clears it and gives it again, for a number of rounds.
 * @param {Record<string, any>} common
 */
function withoutGivens({ defaultValue: _default, defaultValueExpression: _expression, setValueExpression: _set, ...others }) {
  return others;
}

/**
 * The same question at another place, as authors do who ask it on one page or on another. Panels and rankings are asked once: survey-core
 * makes those of the other place when it happens to read them, or orders what is not loaded.
 * @param {Dice} dice @param {Planned} question @param {Planned[]} all */
function askedAgain(dice, { name, type, own }, all) {
  return { type, name: `${name}again`, valueName: name, ...own, ...dice.members({ isRequired: [25, () => true], title: [30, () => text(dice, name, all)] }) };
}

/**
 * What the number of panels may be bound to: numbers before them.
 * @param {Planned} question
 * @param {Planned[]} all
 */
function counted(question, all) {
  const isNumber = (/** @type {Planned} */ { type, own }) => type === 'rating' || own['inputType'] === 'number';
  return question.type === 'paneldynamic' ? before(question, all).filter(isNumber) : [];
}

/**
 * Those before it, so that nothing sets, shows or hides itself, not even through others: survey-core goes through such a
 * circle for a number of rounds that depends on what else is in the document, or until its stack ends.
 * @param {Planned} question
 * @param {Planned[]} all
 */
function before(question, all) {
  return all.slice(0, all.indexOf(question));
}

/** Those before all that is inside. @param {any[]} elements @param {Planned[]} all @returns {Planned[]} */
function beforeInside(elements, all) {
  const places = elements.map((inner) =>
    inner.type === 'panel'
      ? beforeInside(inner.elements, all).length
      : all.findIndex(({ name }) => name === (inner.name.endsWith('again') ? inner.valueName : inner.name)),
  );
  return all.slice(0, Math.min(...places, all.length));
}

/** What an expression question knows of what all questions have. @param {Record<string, any>} common */
function shownOnly(common) {
  return Object.fromEntries(Object.entries(common).filter(([member]) => ['title', 'visibleIf', 'visible'].includes(member)));
}

/** @param {Dice} dice @param {Planned} question @param {Planned[]} all */
function choiceConditions(dice, question, all) {
  const choices = question.own['choices'];
  if (!choices) return {};
  const others = before(question, all).filter((other) => other.own['choices']);
  const more = dice.members({
    choicesVisibleIf: [5, () => dice.of([`{item} <> ${JSON.stringify(value(choices[0]))}`, condition(dice, before(question, all))])],
    choicesEnableIf: [3, () => condition(dice, all)],
    hideIfChoicesEmpty: [3, () => true],
  });
  // What is carried over into a ranking is ranked by survey-core several times for one answer, in passing by what is not
  // offered; what was computed from that stays.
  if (question.type !== 'ranking' && others.length > 0 && dice.chance(8)) {
    more['choicesFromQuestion'] = dice.of(others).name;
    Object.assign(more, dice.members({ choicesFromQuestionMode: [60, () => dice.of(['selected', 'unselected', 'all'])] }));
  }
  if (dice.chance(8)) {
    const changed = choices.map((/** @type {any} */ choice) =>
      dice.chance(40) ? { value: value(choice), ...dice.members({ visibleIf: [70, () => condition(dice, before(question, all))], enableIf: [30, () => condition(dice, all)] }) } : choice,
    );
    more['choices'] = changed;
  }
  return more;
}

/** @param {any} choice */
function value(choice) {
  return choice !== null && typeof choice === 'object' ? choice.value : choice;
}

/** @param {Dice} dice @param {Planned} question @param {Planned[]} all */
function validator(dice, question, all) {
  /** @type {Record<string, any>[]} */
  const fitting = ['checkbox', 'tagbox', 'ranking'].includes(question.type)
    ? [{ type: 'answercount', minCount: 2 }, { type: 'answercount', maxCount: 1 }]
    : [
        { type: 'numeric', minValue: 2, maxValue: 8 },
        { type: 'text', minLength: 2, maxLength: 6 },
        { type: 'text', minLength: 2, allowDigits: false },
        { type: 'regex', regex: '^[a-z]+$' },
        { type: 'regex', regex: '^[a-z]+$', caseInsensitive: true },
        { type: 'email' },
      ];
  const chosen = dice.chance(25) ? { type: 'expression', expression: condition(dice, all) } : dice.of(fitting);
  return { ...chosen, ...dice.members({ text: [25, () => 'That will not do'] }) };
}

/** @param {Dice} dice @param {string} name @param {Planned[]} all */
function text(dice, name, all) {
  return dice.weighted(
    /** @type {[number, () => any][]} */ ([
      [4, () => `Title of ${name}`],
      [3, () => `About {${dice.of(all).name}}`],
      [2, () => ({ default: `Title of ${name}`, fr: `Titre de ${name}` })],
      [1, () => ({ default: `On {${dice.of(all).name}}`, fr: `Sur {${dice.of(all).name}}` })],
    ]),
  )();
}

/** @param {Dice} dice @param {number} place @param {Planned[]} all */
function calculated(dice, place, all) {
  return { name: `sum${place + 1}`, expression: computationFor(dice, undefined, all), ...dice.members({ includeIntoResult: [50, () => true] }) };
}

/** @param {Dice} dice @param {Planned[]} all @param {{ pages: string[], elements: string[] }} reachable */
function trigger(dice, all, { pages, elements }) {
  const expression = condition(dice, all);
  const given = all.filter(({ type }) => type !== 'expression');
  const target = dice.of(given.length > 0 ? given : all);
  const computed = canBeComputed(target) ? 3 : 0;
  // What leaves the page while the document is loaded makes survey-core look at panels before they have their defaults.
  const repeats = all.some(({ type }) => type === 'paneldynamic');
  const alike = all.filter((one) => one !== target && isAlike(one, target));
  const settable = all.flatMap(({ parts = [] }) => parts).filter(({ name }) => !name.endsWith('.length'));
  return dice.weighted([
    [repeats ? 0 : 2, () => ({ type: 'complete', expression })],
    [4, () => ({ type: 'setvalue', expression, setToName: target.name, setValue: defaultFor(dice, target) })],
    [settable.length > 0 ? 3 : 0, () => setPart(dice, expression, settable)],
    [1, () => ({ type: 'setvalue', expression, setToName: 'noted', setValue: 1, isVariable: true })],
    [alike.length > 0 ? 3 : 0, () => ({ type: 'copyvalue', expression, fromName: dice.of(alike).name, setToName: target.name })],
    [repeats || elements.length === 0 ? 0 : 3, () => ({ type: 'skip', expression, gotoName: dice.of(elements) })],
    [computed, () => ({ type: 'runexpression', expression, setToName: target.name, runExpression: computationFor(dice, target, before(target, all)) })],
    [2, () => ({ type: 'visible', expression, questions: dice.some(elements, 30), pages: dice.some(pages, 60) })],
  ])();
}

/** @param {Dice} dice @param {string} expression @param {{ name: string, values: any[] }[]} parts */
function setPart(dice, expression, parts) {
  const { name, values } = dice.of(parts);
  return { type: 'setvalue', expression, setToName: name, setValue: dice.of(values) };
}

/** Some of a page's elements in panels. @param {Dice} dice @param {any[]} elements @param {Planned[]} all @param {string[]} panels */
function grouped(dice, elements, all, panels, depth = 0) {
  if (elements.length < 2 || depth > 1 || !dice.chance(30)) return elements;
  const start = dice.integer(0, elements.length - 2);
  const end = dice.integer(start + 1, elements.length - 1) + 1;
  const name = `panel${panels.length + 1}`;
  panels.push(name);
  /** @type {any} */
  const panel = {
    type: 'panel',
    name,
    elements: grouped(dice, elements.slice(start, end), all, panels, depth + 1),
    ...saidOnce(
      dice.members({
        title: [20, () => 'Panel'],
        visibleIf: [25, () => condition(dice, beforeInside(elements.slice(start, end), all))],
        visible: [3, () => false],
        enableIf: [8, () => condition(dice, beforeInside(elements.slice(start, end), all))],
        isRequired: [8, () => true],
        requiredIf: [4, () => condition(dice, all)],
        readOnly: [4, () => true],
      }),
    ),
  };
  return elements.toSpliced(start, end - start, panel);
}

/** @param {Dice} dice @param {string} name @returns {Planned} */
function planRepeated(dice, name) {
  const [who, age] = [
    { type: 'text', name: 'who', ...dice.members({ isRequired: [30, () => true], defaultValue: [15, () => 'someone'] }) },
    { type: 'text', inputType: 'number', name: 'age', ...dice.members({ max: [30, () => 99], visibleIf: [40, () => '{panel.who} notempty'] }) },
  ];
  const likes = { type: 'checkbox', name: 'likes', choices: ['tea', 'milk'], ...dice.members({ title: [40, () => 'What {panel.who} likes'] }) };
  const adult = { type: 'expression', name: 'adult', expression: "iif({panel.age} > 17, 'yes', 'no')" };
  const place = {
    type: 'radiogroup',
    name: 'place',
    choices: ['here', 'there'],
    ...dice.members({
      showOtherItem: [20, () => true],
      visibleIf: [20, () => '{panel.age} > 17'],
      enableIf: [15, () => "{prevPanel.who} <> 'Bo'"],
      requiredIf: [15, () => '{panel.age} notempty'],
      defaultValueExpression: [15, () => "iif({panelIndex} = 0, 'here', 'there')"],
      resetValueIf: [10, () => "{panel.who} = 'Ann'"],
    }),
  };
  const pets = {
    type: 'paneldynamic',
    name: 'pets',
    templateElements: [
      { type: 'text', name: 'pet', ...dice.members({ isRequired: [20, () => true], defaultValue: [15, () => 'cat'] }) },
      { type: 'text', name: 'sound', ...dice.members({ visibleIf: [50, () => dice.of(["{panel.pet} = 'cat'", '{parentPanel.who} notempty'])], title: [30, () => 'Sound of {panel.pet}'] }) },
    ],
    ...dice.members({
      panelCount: [40, () => 1],
      minPanelCount: [10, () => 1],
      maxPanelCount: [10, () => 2],
      visibleIf: [20, () => '{panel.age} > 17'],
      templateTitle: [20, () => 'Pet of {parentPanel.who}'],
      isRequired: [15, () => true],
    }),
  };
  const more = dice.some([likes, adult, place, pets], 30);
  const own = {
    templateElements: [who, age, ...more],
    ...dice.members({
      panelCount: [60, () => dice.integer(1, 2)],
      minPanelCount: [10, () => 1],
      maxPanelCount: [10, () => 3],
      keyName: [15, () => 'who'],
      templateTitle: [20, () => 'Person {panelIndex}'],
      templateVisibleIf: [8, () => `{panel.who} <> 'x'`],
      defaultPanelValue: [8, () => ({ age: 30 })],
    }),
  };
  const beside = more.includes(place) ? { place: 'here' } : {};
  const below = more.includes(pets) ? { pets: [{ pet: 'cat', sound: 'purr' }, { pet: 'dog' }] } : {};
  const values = [
    [{ who: 'Ann', ...beside }],
    [{ who: 'Ann', age: 30, ...below }, { who: 'Bo', ...beside }],
    [{ who: 'Ann', ...below }, { who: 'Ann', age: 7 }],
    [{}],
  ];
  const parts = [
    { name: `${name}[0].who`, values: ['Ann', 'Bo'] },
    { name: `${name}[1].who`, values: ['Ann', 'Bo'] },
    { name: `${name}[0].age`, values: [7, 30] },
    { name: `${name}.length`, values: [1, 2] },
    ...(more.includes(place) ? [{ name: `${name}[0].place`, values: ['here'] }] : []),
    ...(more.includes(pets) ? [{ name: `${name}[0].pets[0].pet`, values: ['cat', 'dog'] }, { name: `${name}[0].pets.length`, values: [1, 2] }] : []),
  ];
  return { name, type: 'paneldynamic', own, values, comments: false, parts };
}
