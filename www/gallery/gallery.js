/**
 * The gallery: every kind of question in every state, theme, colour scheme, direction and width. The address says what
 * is shown (`?kind=rating&state=error&dir=rtl&scheme=dark&theme=soft`); with `bare` there is nothing else on the page.
 */
import { KINDS, statesOf, surveyOf } from './kinds.js';

const asked = new URLSearchParams(location.search);
const isBare = asked.has('bare');
/** @param {string} name */
const among = (name) => (asked.get(name) || '').split(',').filter(Boolean);

const CONTROLS = {
  kind: ['all', ...KINDS],
  state: ['all', 'empty', 'answered', 'required', 'error', 'read-only', 'described', 'disabled', 'long'],
  theme: ['default', 'soft', 'contrast', 'compact'],
  scheme: ['auto', 'light', 'dark'],
  dir: ['ltr', 'rtl'],
  lang: ['auto', 'en', 'fr', 'ar', 'de', 'es', 'he', 'hi', 'ja', 'pt', 'zh'],
  width: ['full', '320', '768', '1280'],
};

const theme = asked.get('theme') ?? 'default';
const scheme = asked.get('scheme') ?? 'auto';
// The direction is that of the language: the gallery's texts are English and Arabic.
const wanted = asked.get('lang') ?? 'auto';
const lang = wanted !== 'auto' ? wanted : asked.get('dir') === 'rtl' ? 'ar' : 'en';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const showControls = () => {
  const form = /** @type {HTMLFormElement} */ (byId('controls'));
  form.hidden = false;
  for (const [name, values] of Object.entries(CONTROLS)) {
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    const chosen = asked.get(name) ?? (name === 'state' ? 'empty' : '');
    // A state that only some kinds have is there when it is asked for.
    const offered = !chosen || values.includes(chosen) ? values : [...values, chosen];
    select.append(...offered.map((value) => new Option(value, value, false, value === chosen)));
    select.addEventListener('change', () => form.requestSubmit());
  }
  const shown = new FormData(form);
  const frame = document.createElement('iframe');
  frame.title = 'The questions';
  frame.dataset['width'] = String(shown.get('width'));
  const query = new URLSearchParams(/** @type {Record<string, string>} */ (Object.fromEntries(shown)));
  frame.src = `?${query}&bare`;
  byId('place').append(frame);
};

const showQuestions = async () => {
  document.body.className = 'bare';
  document.documentElement.dataset['scheme'] = scheme;
  document.documentElement.lang = 'en';
  if (CONTROLS.theme.slice(1).includes(theme)) await link(`../themes/${theme}.css`);
  const kinds = among('kind').filter((name) => KINDS.includes(name));
  const files = (kinds.length ? kinds : KINDS).map(async (name) => ({
    name,
    kind: await (await fetch(`kinds/${name}.json`)).json(),
  }));
  for (const { name, kind } of await Promise.all(files)) {
    const has = [...statesOf(kind).keys()];
    const named = among('state').filter((state) => has.includes(state));
    const states = asked.get('state') === 'all' ? has : among('state').length ? named : ['empty'];
    const place = document.createElement('div');
    place.dataset['kind'] = name;
    byId('place').append(place);
    for (const state of states) await showOne(place, name, state, kind);
  }
  document.documentElement.dataset['ready'] = '';
};

/**
 * @param {HTMLElement} place
 * @param {string} name
 * @param {string} state
 * @param {import('./kinds.js').Kind} kind
 */
const showOne = async (place, name, state, kind) => {
  const section = document.createElement('section');
  section.dataset['kind'] = name;
  section.dataset['state'] = state;
  const heading = document.createElement('h2');
  heading.textContent = `${name}: ${state}`;
  section.append(heading);
  place.append(section);
  const survey = surveyOf(name, state, kind);
  forget(survey.id);
  /** @type {import('../loader/journey-survey.js').Options} */
  const options = { survey, container: section, locale: lang, shadow: 'open' };
  if (scheme === 'light' || scheme === 'dark') options.theme = scheme;
  await window.journeySurvey.show(options);
  const next = await drawn(section);
  if (state === 'error') next.click();
};

/**
 * What leads on, once it is drawn.
 * @param {HTMLElement} section
 * @returns {Promise<HTMLElement>}
 */
const drawn = (section) =>
  new Promise((resolve) => {
    const look = () => {
      const next = section.querySelector('journey-survey')?.shadowRoot?.querySelector('[part=next]');
      if (next) resolve(/** @type {HTMLElement} */ (next));
      else requestAnimationFrame(look);
    };
    look();
  });

/**
 * What was tried out here before is not taken up again: the state is what the address says.
 * @param {string} survey
 */
const forget = (survey) => {
  for (const key of Object.keys(localStorage)) {
    if (key.includes(`:d:${survey}`)) localStorage.removeItem(key);
  }
};

/** @param {string} href */
const link = (href) =>
  new Promise((resolve) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = href;
    sheet.onload = resolve;
    document.head.append(sheet);
  });

if (isBare) await showQuestions();
else showControls();
