import { DateTime } from 'luxon';
import { contextAt, type EvaluationDeps, readStatuses } from '#evaluate';
import type { ClickHouse, Postgres } from '#platform';
import { readDistribution } from './distribution.read.ts';
import { lastSnapshotDays, saveSnapshot } from './snapshot.store.ts';
import { readTagsOfAll, type Tag } from './tag.store.ts';
import { readVersions } from './version.store.ts';

export interface SnapshotDeps extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** So many days are made up for when nothing ran: what a day looked like can be told from the changes. */
const mostDays = 31;
const valuesKept = 100;

/** Keeps the distribution of every computed tag for each day that has ended and has none. Gives how many were taken. */
export async function takeSnapshots(deps: SnapshotDeps): Promise<number> {
  const [tags, last] = [await readTagsOfAll(deps.pg), await lastSnapshotDays(deps.pg)];
  const statusOf = await readStatuses(
    deps.pg,
    'tag',
    tags.map(({ id }) => id),
  );
  let taken = 0;
  for (const tag of tags) {
    if (statusOf(tag.id).computedAt === null) continue;
    for (const day of await missingDays(deps, tag, last.get(tag.id))) {
      await takeSnapshot(deps, tag, day);
      taken++;
    }
  }
  return taken;
}

async function missingDays({ clock, timezoneOf }: SnapshotDeps, tag: Tag, last: string | undefined): Promise<readonly DateTime[]> {
  const zone = await timezoneOf(tag.workspace);
  const today = DateTime.fromMillis(clock.now(), { zone }).startOf('day');
  const first = last === undefined ? DateTime.fromJSDate(tag.createdAt, { zone }).startOf('day') : DateTime.fromISO(last, { zone }).plus({ days: 1 });
  const from = DateTime.max(first, today.minus({ days: mostDays }));
  const count = Math.max(0, Math.round(today.diff(from, 'days').days));
  return Array.from({ length: count }, (_, index) => from.plus({ days: index }));
}

async function takeSnapshot(deps: SnapshotDeps, tag: Tag, day: DateTime): Promise<void> {
  const end = day.plus({ days: 1 }).toMillis() - 1;
  const context = await contextAt(deps, tag.workspace, end);
  const version = (await readVersions(deps.pg, tag.id)).find(({ madeAt }) => madeAt.getTime() <= end)?.version ?? tag.version;
  const distribution = await readDistribution(deps.clickhouse, tag, context, valuesKept);
  await saveSnapshot(deps.pg, tag.id, { day: day.toFormat('yyyy-MM-dd'), version, takenAt: new Date(deps.clock.now()), distribution });
}
