import type { ImportTableKind, RecognisedColumn } from '@danqing/contracts';
import type { Words } from './decide.ts';
import { kindWords } from './kind-words.ts';
import type { FileScan } from './scan.ts';

const kinds: Readonly<Record<ImportTableKind, Words>> = {
  customers: { zh: '客户资料', en: 'customers' },
  orders: { zh: '订单', en: 'orders' },
  order_lines: { zh: '订单明细', en: 'order lines' },
  products: { zh: '商品', en: 'products' },
  events: { zh: '行为记录', en: 'events' },
  points: { zh: '积分记录', en: 'points' },
  coupons: { zh: '优惠券记录', en: 'coupons' },
  unknown: { zh: '没有认出的表', en: 'a table of no kind that is known' },
};

const count = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1).replace(/\.0$/, '')} %`;

/** What was recognised, in plain sentences. */
export function summaryOf(kind: ImportTableKind, rows: number, columns: readonly RecognisedColumn[], scan: FileScan): readonly Words[] {
  const known = columns.filter(({ guess }) => guess.confidence >= 0.5).length;
  const rest = columns.length - known;
  const name = kinds[kind];
  return [
    {
      zh: `认出 ${known} 列${rest > 0 ? `，另有 ${rest} 列按原名保留` : ''}；看起来是${name.zh}，共 ${count(rows)} 行`,
      en: `${known} ${known === 1 ? 'column' : 'columns'} recognised${rest > 0 ? `, ${rest} kept under their own names` : ''}; it looks like ${name.en}, ${count(rows)} rows`,
    },
    ...columns.flatMap(({ guess, valid, masked }): readonly Words[] => {
      const person = guess.target.startsWith('identifier:') ? guess.target.slice('identifier:'.length) : undefined;
      if (person === undefined || valid === null) return [];
      const words = kindWords(person);
      return [
        {
          zh: `${words.zh} ${percent(valid)} 有效${masked > 0 ? `，${count(masked)} 个打码号不用于合并` : ''}`,
          en: `${percent(valid)} of the ${words.en} are valid${masked > 0 ? `, ${count(masked)} masked ones merge nobody` : ''}`,
        },
      ];
    }),
    ...(kind === 'order_lines' ? [{ zh: '订单号相同的行合成一个订单', en: 'rows with one order number become one order' }] : []),
    ...(scan.rejected > 0 ? [{ zh: `${count(scan.rejected)} 行无法读取`, en: `${count(scan.rejected)} rows cannot be read` }] : []),
  ];
}
