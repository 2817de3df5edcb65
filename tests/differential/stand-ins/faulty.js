// The oracle with one fault, named on the command line: what the comparison must notice.

import { createInterface } from 'node:readline';
import { ask } from '../oracle.js';

/** @typedef {import('../oracle.js').Answer} Answer */
/** @typedef {import('../oracle.js').Case} Case */

/** @type {Record<string, (answer: Answer, scripted: Case) => Answer>} */
const FAULTS = {
  none: (answer) => answer,
  'forgets required errors': inSnaps((snap) => {
    snap['errors'] = Object.fromEntries(
      Object.entries(snap['errors']).filter(([, errors]) => errors[0]?.[0] !== 'required'),
    );
  }),
  'reverses lists in data': inSnaps((snap) => {
    for (const [name, value] of Object.entries(snap['data'])) if (Array.isArray(value)) snap['data'][name] = value.reverse();
  }),
  'dies of checkboxes': (answer, scripted) =>
    JSON.stringify(scripted.json).includes('"checkbox"') ? process.exit(101) : answer,
  'prints no JSON': () => /** @type {any} */ (undefined),
};

/** @param {(snap: Record<string, any>) => void} spoil @returns {(answer: Answer) => Answer} */
function inSnaps(spoil) {
  return (answer) => {
    answer.snaps?.forEach(spoil);
    return answer;
  };
}

const spoil = FAULTS[process.argv[2] ?? 'none'];
if (!spoil) throw new Error(`faults: ${Object.keys(FAULTS).join(', ')}`);
for await (const line of createInterface({ input: process.stdin })) {
  const scripted = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(spoil(ask(scripted), scripted)) ?? 'panicked'}\n`);
}
