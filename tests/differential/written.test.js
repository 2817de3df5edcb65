// Every written case and every regression, against the oracle.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { writtenCases } from './case-files.js';
import { explain, judge } from './judgement.js';
import { ask } from './oracle.js';
import { Product, productCommand } from './product.js';

const product = new Product(productCommand());
after(() => product.close());

for (const scripted of writtenCases()) {
  test(String(scripted.id), async () => {
    assert.equal(ask(scripted).error, undefined, 'the oracle cannot run it');
    const found = await judge(product, scripted);
    assert.equal(explain(scripted, found), '');
  });
}
