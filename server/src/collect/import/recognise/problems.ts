import type { Words } from './decide.ts';
import type { ColumnScan } from './scan.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** What people should know of a column that becomes this, in a sentence each. */
export function problemsOf(target: string, scan: ColumnScan | undefined): readonly Words[] {
  if (scan === undefined) return [];
  const { known, verdicts, type } = scan;
  if (known === 0) return [{ zh: '整列都是空的', en: 'the column is empty' }];
  const { masked, blocked, malformed } = verdicts;
  const isPerson = target.startsWith('identifier:');
  return [
    ...(masked > 0 ? [{ zh: `${count(masked)} 个值隐去了字符，不用于合并`, en: `${count(masked)} values hide characters and merge nobody` }] : []),
    ...(isPerson && blocked > 0
      ? [{ zh: `${count(blocked)} 个值没有意义（如 0000、无），不用于合并`, en: `${count(blocked)} values say nothing (as 0000 or none) and merge nobody` }]
      : []),
    ...(isPerson && malformed > 0
      ? [{ zh: `${count(malformed)} 个值格式不对，不用于合并`, en: `${count(malformed)} values are not of the right form and merge nobody` }]
      : []),
    ...(!isPerson && target === 'time' && malformed > 0
      ? [{ zh: `${count(malformed)} 个时间无法读取，这些行不会导入`, en: `${count(malformed)} times cannot be read: those rows are rejected` }]
      : []),
    ...(target === 'address' && malformed > 0
      ? [
          {
            zh: `${count(malformed)} 个地址认不出省市，整条放进详细地址`,
            en: `${count(malformed)} addresses name no place that is known: they stay whole, as the street`,
          },
        ]
      : []),
    ...(!isPerson && target !== 'time' && target !== 'address' && malformed > 0
      ? [{ zh: `${count(malformed)} 个值不是数字，合计时不计入`, en: `${count(malformed)} values are no numbers: sums leave them out` }]
      : []),
    ...(isPerson && type === 'number' && scan.examples.some((text) => /\d{16,}0{2,}$/.test(text))
      ? [
          {
            zh: '长号码像是被表格软件改成了数字，末几位可能已丢失',
            en: 'long numbers seem to have been turned into figures by a spreadsheet, and may have lost their last digits',
          },
        ]
      : []),
  ];
}
