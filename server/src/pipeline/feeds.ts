import type { ClickHouse } from '#platform';
import type { Parcel } from './parcel.ts';

/** The lines of one table of a parcel, and every stored table that they must reach exactly once. */
export interface Feed {
  readonly into: 'event_feed' | 'trait_change' | 'entity';
  readonly lines: readonly string[];
  readonly reaches: readonly string[];
}

/** The feeds whose rows carry their log position, so that what arrived can be counted. */
export const feedsOf = (parcel: Parcel): readonly Feed[] => [
  { into: 'event_feed', lines: parcel.events, reaches: ['event', 'event_timeline', 'event_time'] },
  { into: 'trait_change', lines: parcel.traits, reaches: ['trait_change'] },
  { into: 'entity', lines: parcel.entities, reaches: ['entity'] },
];

export const bodyOf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));

export async function sendLines(clickhouse: ClickHouse, table: string, lines: readonly string[], token: string): Promise<void> {
  if (lines.length > 0) await clickhouse.insert(table, bodyOf(lines), { token: `${token}/${table}` });
}
