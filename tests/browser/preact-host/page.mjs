// @ts-ignore: the site serves it from there.
import { h, render } from '/preact.mjs';

/**
 * A page that is drawn again and again around the survey, as applications are.
 * @param {{ clicks: number, order: string[], wrapped: string }} properties
 */
const App = ({ clicks, order, wrapped }) => {
  const survey = h('journey-survey', {
    key: 'survey',
    survey: '/survey.json',
    shadow: 'open',
    class: clicks % 2 ? 'odd' : 'even',
    'context-clicks': String(clicks),
    onClick: () => { document.body.dataset.hostClicks = String(Number(document.body.dataset.hostClicks ?? 0) + 1); },
  });
  const before = h('p', { key: 'before' }, `Drawn ${clicks} times`);
  const after = h('ul', { key: 'after' }, order.map((item) => h('li', { key: item }, item)));
  const children = clicks % 3 ? [before, survey, after] : [after, survey, before];
  return h('main', { class: `host ${wrapped}` }, children);
};

let clicks = 0;
const draw = () => {
  clicks += 1;
  const order = clicks % 2 ? ['one', 'two', 'three'] : ['three', 'one'];
  render(h(App, { clicks, order, wrapped: clicks % 2 ? 'a' : 'b' }), document.body);
};
draw();
Object.assign(window, { draw });
