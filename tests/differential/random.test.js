// Random sessions against the oracle, with seeds that stay, so that what passed yesterday passes today. `npm run random`
// takes any other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, judge, reduceDifference } from './judgement.js';
import { layOut } from './layout.js';
import { Product, productCommand } from './product.js';
import { runRandom } from './random-run.js';

const STEPS = 2_000;

for (const seed of [3, 777]) {
  test(`${STEPS} random steps, seed ${seed}`, async (context) => {
    const product = new Product(productCommand());
    context.after(() => product.close());
    const outcome = await runRandom(product, seed, STEPS);
    context.diagnostic(`${outcome.steps} steps in ${outcome.documents} documents`);
    const [example] = outcome.examples;
    if (example) {
      const small = await reduceDifference(product, example.scripted, example.difference);
      const reasons = explain(small, await judge(product, small));
      assert.fail(
        `${outcome.differing} documents differ: ${JSON.stringify(outcome.fields)}. ${example.scripted.id}, reduced:\n` +
          `${layOut(small)}\n${reasons}`,
      );
    }
  });
}
