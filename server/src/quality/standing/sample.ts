import type { PeopleSample } from '#profile';

/** How many are looked at before only some are. */
export interface SampleLimits {
  readonly people: number;
  /** A person of whom much is said costs as much as several. */
  readonly sayings: number;
  /** However much is said, so many people are looked at. */
  readonly leastPeople: number;
  /** Messages of orders of ninety days. */
  readonly orders: number;
}

/** A share of 300,000 is right by 0.2 of a percent, by half of one with a design effect of 8. */
export const usualLimits: SampleLimits = { people: 300_000, sayings: 10_000_000, leastPeople: 50_000, orders: 2_000_000 };

/** Half of what ClickHouse reads at once of a table of people; more are read for each block, fewer blocks tell less about those between them. */
const mostInBlock = 4096;
/** Blocks that are wanted, that their variance can be told and chance does not leave them all out. */
const wantedBlocks = 64;

/** Everybody when there are few; else one block of neighbouring ids in so many, small enough for many blocks to be looked at. */
export function sampleOf(people: number, sayings: number, limits: SampleLimits): PeopleSample {
  const bySayings = Math.min(Math.ceil(sayings / limits.sayings), Math.floor(people / limits.leastPeople));
  const oneOf = Math.max(1, Math.ceil(people / limits.people), bySayings);
  const fitting = 2 ** Math.floor(Math.log2(Math.max(1, people / oneOf / wantedBlocks)));
  return { oneOf, block: Math.min(mostInBlock, fitting) };
}
