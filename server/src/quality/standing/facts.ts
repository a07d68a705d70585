import type { Spread } from '#profile';
import { decileEntropy, type KeptSpread } from '../figures/spread.ts';

/** What cannot be added up by days, as it was found at one look. Counts and names of fields: no values. */
export interface Facts {
  /** All people. */
  readonly people: number;
  /** Of how many of them all is known that follows, but for orders: one in so many, in blocks of ids; of everybody when there are few. */
  readonly looked: { readonly oneOf: number; readonly people: number };
  /** How many of these have a trait now, of the field '' any at all. `deff`: see `designEffect`. */
  readonly holders: readonly { readonly field: string; readonly people: number; readonly deff: number }[];
  /** Of how many a source has ever said it, and how old what it said last is, in the middle. */
  readonly said: readonly { readonly field: string; readonly source: string; readonly people: number; readonly ageDays: number; readonly deff: number }[];
  /** Pairs of sources that both say a field of a person (event '') or an order. */
  readonly agreement: readonly {
    readonly event: string;
    readonly field: string;
    readonly a: string;
    readonly b: string;
    readonly both: number;
    readonly agree: number;
    readonly deff: number;
  }[];
  /** Orders of which one in so many was looked at, by the hash of their ids; `repeats` are of these. */
  readonly orders: { readonly oneOf: number };
  readonly repeats: readonly { readonly source: string; readonly messages: number; readonly repeats: number }[];
  readonly spread: readonly KeptSpread[];
}

export const noFacts: Facts = {
  people: 0,
  looked: { oneOf: 1, people: 0 },
  holders: [],
  said: [],
  agreement: [],
  orders: { oneOf: 1 },
  repeats: [],
  spread: [],
};

/** How many each of `n` stands for: messages are counted, all of them. */
export const scaleOf = ({ people, looked }: Facts, event: string): number =>
  event !== '' || looked.oneOf === 1 || looked.people === 0 ? 1 : Math.max(1, people / looked.people);

/** How many each person or order stands for of whom two sources say something. */
export const pairScaleOf = (facts: Facts, event: string): number => (event === '' ? scaleOf(facts, event) : facts.orders.oneOf);

/** Enough to see what a number is about, too little to know anybody's. */
const twoDigits = (value: number): number => Number(value.toPrecision(2));
/** Of fewer values a tenth is somebody. */
const fewestValues = 100;

/** What is kept of a spread: the deciles themselves may be somebody's telephone number. */
export function keptSpread(event: string, { deciles, ...spread }: Spread): KeptSpread {
  return { event, ...spread, evenness: decileEntropy(deciles), deciles: spread.values < fewestValues ? [] : deciles.map(twoDigits) };
}
