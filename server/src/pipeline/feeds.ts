import type { ClickHouse } from '#platform';
import type { Parcel } from './parcel.ts';

/** The lines of one table of a parcel, and every stored table that they must reach exactly once. */
export interface Feed {
  readonly into: 'event_feed' | 'trait_change' | 'entity';
  readonly body: Buffer;
  /** The same line by line, for when something is wrong with one of them. */
  lines(): readonly string[];
  readonly reaches: readonly string[];
}

/** The feeds whose rows carry their log position, so that what arrived can be counted. */
export const feedsOf = (parcel: Parcel): readonly Feed[] => [
  { into: 'event_feed', body: parcel.events, lines: () => linesOf(parcel.events), reaches: ['event', 'event_timeline', 'event_time'] },
  { into: 'trait_change', body: bodyOf(parcel.traits), lines: () => parcel.traits, reaches: ['trait_change'] },
  { into: 'entity', body: bodyOf(parcel.entities), lines: () => parcel.entities, reaches: ['entity'] },
];

const linesOf = (body: Buffer): readonly string[] =>
  body
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');

export const bodyOf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));

export async function sendLines(clickhouse: ClickHouse, table: string, lines: readonly string[], token: string): Promise<void> {
  if (lines.length > 0) await clickhouse.insert(table, bodyOf(lines), { token: `${token}/${table}` });
}
