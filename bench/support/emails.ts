import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Six tags in 1.4 KB, the density of the densest email of examples/order-mails. */
const ROW = `<tr style="border-top:1px solid #e4e0d8"><td style="padding:12px 16px 12px 0;font:15px/22px Helvetica,Arial,sans-serif;color:#2b2b2b">{{title}}
${'<span style="display:block;font-size:13px;color:#6f6a60">Hand-picked, packed in a tin of 100 g. — Von Hand gepflückt.</span>\n'.repeat(8)}</td>
<td align="right" style="padding:12px 0;font:15px/22px Helvetica,Arial,sans-serif">{{#if discount}}-{{discount}}{{else}}{{price}}{{/if}}</td></tr>\n`;
/** Half of them in a list. */
const HALF = Math.round(20_000 / ROW.length / 2);
const ITEM = { title: 'Sencha', price: '19.90', discount: '' };
const DATA = { ...ITEM, customer: { name: 'Ada' }, items: [ITEM, { ...ITEM, discount: '5.00' }] };

/** Writes a folder of emails of 20 KB, with a partial that all of them use. */
export function writeEmails(folder: string, count: number): void {
  mkdirSync(join(folder, '_partials'), { recursive: true });
  writeFileSync(join(folder, '_partials', 'footer.html'), '<p>The shop</p>');
  for (let index = 0; index < count; index++) {
    const email = join(folder, `mail-${String(index).padStart(3, '0')}`);
    mkdirSync(email);
    writeFileSync(join(email, 'subject.txt'), `Order ${index}\n`);
    writeFileSync(join(email, 'body.html'),
      `<h1>Order ${index} of {{customer.name}}</h1>\n<table>\n${ROW.repeat(HALF)}{{#each items}}\n${ROW.repeat(HALF)}{{/each}}\n</table>\n{{> footer}}\n`);
    writeFileSync(join(email, 'body.txt'), 'Order of {{customer.name}}: {{#each items}}{{title}} {{price}}{{discount}}{{/each}}\n');
    writeFileSync(join(email, 'sample.json'), JSON.stringify(DATA));
  }
}
