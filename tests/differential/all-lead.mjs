import { readCase } from './case-files.js';
import { explain, judge } from './judgement.js';
import { Product, productCommand } from './product.js';
import { resolve } from 'node:path';
let bad=0;
for (const f of process.argv.slice(2)) { const product = new Product(productCommand()); try { const c=readCase(resolve(f)); const found=await judge(product,c); if(found.length){bad++; console.log('=== '+f); console.log(explain(c,found).slice(0,1500));} } catch(e){bad++;console.log('=== '+f+' THREW '+e.message.slice(0,300));} product.close(); }
console.log('bad',bad,'of',process.argv.length-2);
