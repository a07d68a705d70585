import { addressTokens, hash32 } from './address.ts';
import { foldDate } from './date.ts';
import { fold, foldCode } from './fold.ts';
import type { Han } from './han.ts';

/** A normalised shape of a column's values, made once per record, here, where SQL could not. */
export type Form = 'text' | 'latin' | 'code' | 'date' | 'digits' | 'email' | 'number' | 'tokens';

/** A column of the run's table: one form of one source column. */
export interface Field {
  /** Name in SQL. */
  readonly name: string;
  readonly column: string;
  readonly form: Form;
}

export const typeOf = (form: Form): string => (form === 'number' ? 'Float64' : form === 'tokens' ? 'Array(UInt32)' : 'String');

/** A number that is not known. Null would make every comparison of it nullable. */
export const unknownNumber = -1e300;

type Value = string | number | readonly number[];

const withoutHan: Han = { simplify: (text) => text, latin: (text) => text };

/** What a form makes of a raw value. Empty text, `unknownNumber` and the empty list mean: not known. */
export function preparer(form: Form, han: Han = withoutHan): (raw: string) => Value {
  const text = (raw: string): string => han.simplify(fold(raw));
  const prepare: Readonly<Record<Form, (raw: string) => Value>> = {
    text,
    latin: (raw) => han.latin(text(raw)).replaceAll(' ', ''),
    code: foldCode,
    date: foldDate,
    digits: phoneDigits,
    email: (raw) =>
      raw
        .trim()
        .toLowerCase()
        .replace(/^mailto:/, ''),
    number: toNumber,
    tokens: (raw) => addressTokens(text(raw)).map(hash32),
  };
  return prepare[form];
}

/** National digits: country code of a written international number, trunk zero and decoration gone. */
function phoneDigits(raw: string): string {
  const text = raw.trim().normalize('NFKC');
  const digits = text.replace(/^(\d+)\.0+$/, '$1').replaceAll(/\D/g, '');
  if (/^(?:\+|00)/.test(text)) return digits.replace(/^0+/, '').replace(/^(?:86|1(?=\d{10}$)|44|61|852|886|65|81|82)/, '');
  return digits.replace(/^86(?=1\d{10}$)/, '').replace(/^0+/, '');
}

function toNumber(raw: string): number {
  const text = raw.trim().replaceAll(/[,\s¥$€£]/g, '');
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? unknownNumber : value;
}
