import { normalisers } from '../normalisers.ts';
import { refuse, type Step, type StepResult } from './result.ts';

/** A step of texts; a number is read as its text, and comes back as it was where nothing changes. */
export const ofText =
  (read: (text: string) => StepResult): Step =>
  (value) => {
    if (typeof value === 'string') return read(value);
    if (typeof value !== 'number') return refuse('not_text');
    const text = String(value);
    const result = read(text);
    return result === text ? value : result;
  };

/** A change of letters alone: whatever is no text stays. */
const ofLetters =
  (change: (text: string) => string): Step =>
  (value) =>
    typeof value === 'string' ? change(value) : value;

const offset = 0xfee0;
/** U+FF01–U+FF5E and the wide blank; nothing else, as NFKC would turn ② and ㎡ into something else too. */
export const halfWidth = (text: string): string =>
  text.replaceAll(/[！-～]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - offset)).replaceAll('　', ' ');

export const trim = ofLetters((text) => text.replaceAll(/[\s　​﻿]+/g, ' ').trim());
export const width = ofLetters(halfWidth);

export const cases = {
  lower: ofLetters((text) => text.toLowerCase()),
  upper: ofLetters((text) => text.toUpperCase()),
  title: ofLetters((text) => text.toLowerCase().replaceAll(/(^|[\s\-.])(\p{L})/gu, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`)),
} as const;

/** As identifiers are read, so that both are one; full-width dashes and what the keyboards of phones put between digits are seen through. */
export function phone(region: string): Step {
  return ofText(
    (text) =>
      normalisers['phone']?.(
        halfWidth(text)
          .trim()
          .replaceAll(/[‐-―－—]/g, '-'),
        region,
      ) ?? refuse('not_phone'),
  );
}

export const email: Step = ofText((text) => normalisers['email']?.(text.trim(), '') ?? refuse('not_email'));

export function split(by: string, take: number | undefined): Step {
  return (value) => {
    if (typeof value !== 'string') return refuse('not_text');
    const parts = value.split(by).map((part) => part.trim());
    if (take === undefined) return parts;
    return parts.at(take > 0 ? take - 1 : take) ?? refuse('too_few_parts');
  };
}

export const replace = (find: string, by: string): Step => ofLetters((text) => text.replaceAll(find, () => by));
