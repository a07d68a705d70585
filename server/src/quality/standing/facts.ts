import type { Spread } from '#profile';
import { decileEntropy, type KeptSpread } from '../figures/spread.ts';

/** What cannot be added up by days, as it was found at one look. Counts and names of fields: no values. */
export interface Facts {
  /** All people. */
  readonly people: number;
  /** How many of them have a trait now. */
  readonly holders: readonly { readonly field: string; readonly people: number }[];
  /** Of how many a source has ever said it, and how old what it said last is, in the middle. */
  readonly said: readonly { readonly field: string; readonly source: string; readonly people: number; readonly ageDays: number }[];
  /** Pairs of sources that both say a field of a person (event '') or an order. */
  readonly agreement: readonly {
    readonly event: string;
    readonly field: string;
    readonly a: string;
    readonly b: string;
    readonly both: number;
    readonly agree: number;
  }[];
  /** People among whom pairs were looked for: one in so many. */
  readonly oneOf: number;
  readonly repeats: readonly { readonly source: string; readonly messages: number; readonly repeats: number }[];
  readonly spread: readonly KeptSpread[];
}

export const noFacts: Facts = { people: 0, holders: [], said: [], agreement: [], oneOf: 1, repeats: [], spread: [] };

/** Enough to see what a number is about, too little to know anybody's. */
const twoDigits = (value: number): number => Number(value.toPrecision(2));
/** Of fewer values a tenth is somebody. */
const fewestValues = 100;

/** What is kept of a spread: the deciles themselves may be somebody's telephone number. */
export function keptSpread(event: string, { deciles, ...spread }: Spread): KeptSpread {
  return { event, ...spread, evenness: decileEntropy(deciles), deciles: spread.values < fewestValues ? [] : deciles.map(twoDigits) };
}
