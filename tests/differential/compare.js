// `npm run compare -- FILE`: one case, and what differs. With `--oracle` also what survey-core says at every step.

import { readCase } from './case-files.js';
import { explain, judge } from './judgement.js';
import { ask } from './oracle.js';
import { Product, productCommand } from './product.js';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { oracle: { type: 'boolean' } } });
const [file] = positionals;
if (!file) throw new Error('usage: npm run compare -- FILE [--oracle]');
const scripted = readCase(resolve(process.env['INIT_CWD'] ?? '.', file));
if (values.oracle) {
  for (const [place, snap] of (ask(scripted).snaps ?? []).entries()) {
    console.log(`${place}: ${place === 0 ? '' : JSON.stringify(scripted.steps?.[place - 1])}`);
    for (const [field, value] of Object.entries(snap)) console.log(`    ${field.padEnd(10)}${JSON.stringify(value)}`);
  }
}
const product = new Product(productCommand());
const found = await judge(product, scripted);
product.close();
console.log(found.length === 0 ? 'no difference' : explain(scripted, found));
process.exitCode = found.length === 0 ? 0 : 1;
