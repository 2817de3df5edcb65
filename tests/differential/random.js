// `npm run random -- --steps 10000 --seed S [--wild] [--keep] [--each]`: random sessions against the oracle.
// `--wild`: documents in which everything comes together; there some differ, by the order in which things are looked at.
// `--each` reduces the first difference of every field, not only the very first; `--keep` writes what was reduced into
// `regressions/`, where it waits to be named after what went wrong.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REGRESSIONS } from './case-files.js';
import { explain, judge, reduceDifference } from './judgement.js';
import { layOut } from './layout.js';
import { Product, productCommand } from './product.js';
import { runRandom } from './random-run.js';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
    wild: { type: 'boolean', default: false },
    each: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
console.log(`seed ${seed}`);
const product = new Product(productCommand());
const started = performance.now();
const outcome = await runRandom(product, seed, Number(values.steps), { wild: values.wild === true });
const took = ((performance.now() - started) / 1_000).toFixed(1);
console.log(`${outcome.steps} steps in ${outcome.documents} documents, ${took} s; ${outcome.differing} documents differ`);
for (const [field, count] of Object.entries(outcome.fields)) console.log(`  ${field.padEnd(10)}${count}`);
for (const { scripted, difference } of values.each ? outcome.examples : outcome.examples.slice(0, 1)) {
  console.log(`\n${scripted.id}: ${difference.field}; reduced:\n`);
  const small = await reduceDifference(product, scripted, difference);
  const text = layOut(small);
  console.log(text);
  console.log(explain(small, (await judge(product, small)).slice(0, 6)));
  if (values.keep) {
    const file = join(REGRESSIONS, `unnamed-${seed}-${difference.field}.json`);
    writeFileSync(file, `${text}\n`);
    console.log(`kept as ${file}`);
  }
}
product.close();
process.exitCode = outcome.differing === 0 ? 0 : 1;
