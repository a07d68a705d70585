import type { LinkageComparison } from '@danqing/contracts';
import { fold, hasHan } from '../prepare/fold.ts';
import { foldDate, isDay } from '../prepare/date.ts';
import type { ColumnFacts } from './column-facts.ts';

type Kind = LinkageComparison['kind'];

/** Either a kind, or why the column is left out. */
export type Judgement = { readonly kind: Kind } | { readonly leftOut: string };

const phone = /^(?:\+|00)?[\d\s().-]{7,20}$/;
const spokenPhone = /^\+|^0|[\s().-]|^1[3-9]\d{9}$|^86 ?1[3-9]/;
const chineseAddress = /[省市区县镇乡村路街巷弄号楼栋室]/;
/** Below this many rows, distinct values prove nothing. */
const fewestRows = 20;

/** What a column holds, by its contents alone: a header may say anything. */
export function judgeColumn(facts: ColumnFacts): Judgement {
  const { known, rows, values, examples } = facts;
  if (known < 0.01 * rows || known < 2) return { leftOut: 'hardly any row has a value' };
  if (values.size < 2) return { leftOut: 'every row has the same value' };
  const share = (test: (raw: string) => boolean): number => examples.filter(test).length / examples.length;
  const mean = (measure: (raw: string) => number): number => examples.reduce((sum, raw) => sum + measure(raw), 0) / examples.length;
  if (mean((raw) => raw.length) > 100) return { leftOut: 'long texts' };
  if (share((raw) => isDay(foldDate(raw)) && raw.length >= 8 && raw.length <= 30) >= 0.85) return { kind: 'date' };
  if (share((raw) => /^\S+@\S+$/.test(raw)) >= 0.7) return { kind: 'email' };
  const isNumeric = share((raw) => /^[-+]?\d+(?:\.\d+)?$/.test(raw)) >= 0.95;
  if (isNumeric && share((raw) => /\.\d*[1-9]/.test(raw)) >= 0.3) return { kind: 'number' };
  const digits = (raw: string): number => raw.replaceAll(/\D/g, '').length;
  const isPhone = share((raw) => phone.test(raw) && digits(raw) >= 7 && digits(raw) <= 15) >= 0.85;
  if (isPhone && share((raw) => spokenPhone.test(raw)) >= 0.5 && mean(digits) >= 7.5) return { kind: 'phone' };
  const words = (raw: string): number => fold(raw).split(' ').length;
  if (share((raw) => /\d/.test(raw)) >= 0.8 && share((raw) => words(raw.replaceAll('-', '')) === 1 && !hasHan(raw)) >= 0.8)
    return judgeCode(facts, isNumeric, mean);
  if (share(hasHan) >= 0.5) return judgeHan(share, mean);
  if (values.size <= Math.max(6, Math.min(300, 0.02 * known))) return { kind: 'code' };
  if (mean(words) >= 1.6) return { kind: 'address' };
  return { kind: 'name' };
}

function judgeCode({ isDistinct, isRowNumber, known, values }: ColumnFacts, isNumeric: boolean, mean: (measure: (raw: string) => number) => number): Judgement {
  if (known >= fewestRows && isDistinct) return { leftOut: 'a key of the rows: no value stands twice' };
  if (known >= fewestRows && isRowNumber) return { leftOut: 'a number of the rows: every file counts its own' };
  const length = mean((raw) => raw.length);
  return { kind: isNumeric && length >= 3.5 && length <= 6.5 && values.size < 0.7 * known ? 'postcode' : 'code' };
}

function judgeHan(share: (test: (raw: string) => boolean) => number, mean: (measure: (raw: string) => number) => number): Judgement {
  const length = mean((raw) => raw.length);
  if (length <= 4.5 && share((raw) => chineseAddress.test(raw)) < 0.5) return { kind: 'name' };
  return { kind: length > 6 && share((raw) => chineseAddress.test(raw)) >= 0.5 ? 'address' : 'text' };
}
