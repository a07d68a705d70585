import { dependenciesOf, parseRule, storedNames, timeEdgesOf } from '#compile';
import { type Difference, type LiveChange, type LiveForm, type LiveKind, tickTables, type Unfit } from '#evaluate';
import type { ClickHouse, PostgresSession } from '#platform';
import { readSegmentsById } from './segment.store.ts';

interface LiveDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

/** Both sides by profile: what the tick found, and what is stored of those it looked at (by argMax: FINAL takes 33 ms where this takes 20). */
const differ = `
  SELECT profile_id AS profile, arrayFilter(x -> NOT has(stored, x), found) AS entered, arrayFilter(x -> NOT has(found, x), stored) AS left
  FROM (
    SELECT profile_id, groupArrayArray(found) AS found, groupArrayArray(stored) AS stored
    FROM (
      SELECT profile_id, segments AS found, CAST([], 'Array(UInt32)') AS stored FROM (${tickTables.segments})
      UNION ALL
      SELECT profile_id, CAST([], 'Array(UInt32)') AS found, [segment_id] AS stored FROM membership_by_profile
      WHERE workspace = {workspace:UInt32} AND profile_id IN (${tickTables.profiles}) AND segment_id IN {segments:Array(UInt32)}
      GROUP BY profile_id, segment_id HAVING argMax(is_left, run_id) = 0
    )
    GROUP BY profile_id
  )
  WHERE notEmpty(entered) OR notEmpty(left)
  ORDER BY profile_id`;

const stagedChanges = `
  SELECT run_id AS run, segment_id AS segment, profile_id AS profile, change = 'entered' AS entered, cause FROM segment_pending
  WHERE run_id IN {runs:Array(UInt64)} ORDER BY run_id, profile_id`;

interface DifferRow {
  readonly profile: number;
  readonly entered: readonly number[];
  readonly left: readonly number[];
}

interface StagedRow {
  readonly run: number;
  readonly segment: number;
  readonly profile: number;
  readonly entered: number;
  readonly cause: string;
}

const difference = (definition: number, profile: number, isIn: boolean): Difference => ({
  definition,
  profile,
  before: !isIn,
  now: isIn,
  text: '',
  items: [],
  fields: {},
});

/** How segments take part in ticks. */
export function liveSegments({ pg, clickhouse }: LiveDeps): LiveKind {
  return {
    kind: 'segment',
    load: async (nodes, vocabulary, context) => {
      const forms = new Map<number, LiveForm | Unfit>();
      for (const segment of await readSegmentsById(
        pg,
        nodes.map(({ definitionId }) => definitionId),
      )) {
        const parsed = parseRule(segment.rule, vocabulary);
        if (!parsed.ok) continue; // its run in full says what is wrong
        const dependencies = dependenciesOf(parsed.rule, context);
        forms.set(segment.id, {
          columns: { in: { kind: 'rule', rule: parsed.rule } },
          result: ({ column }) => ({ isKnown: column('in') }),
          edges: timeEdgesOf([{ rule: parsed.rule }], context.segments),
          events: dependencies.events.flatMap(storedNames),
          readsEntities: dependencies.entities.length > 0,
        });
      }
      return forms;
    },
    differences: async (workspace, definitions) => {
      const rows = await clickhouse.query<DifferRow>(differ, { workspace, segments: definitions }, { lane: 'pipeline' });
      return rows.flatMap(({ profile, entered, left }) => [
        ...entered.map((id) => difference(id, profile, true)),
        ...left.map((id) => difference(id, profile, false)),
      ]);
    },
    publish: async ({ tick, workspace, at, changes }) => {
      const moment = new Date(at).toISOString();
      const lines = changes.map(({ definition, profile, now, cause }) =>
        JSON.stringify({ workspace, segment_id: definition, profile_id: profile, change: now ? 'entered' : 'left', at: moment, cause, run_id: tick }),
      );
      await clickhouse.insert('segment_change', Buffer.from(lines.join('\n')), { token: `tick-${tick}/segment` });
    },
    changedIn: () => Promise.resolve([]),
    staged: async (runs) => {
      const rows = await clickhouse.query<StagedRow>(stagedChanges, { runs: runs.map(({ id }) => id) }, { lane: 'batch' });
      const changes = new Map<number, LiveChange[]>(runs.map(({ id }) => [id, []]));
      for (const { run, segment, profile, entered, cause } of rows) changes.get(run)?.push({ ...difference(segment, profile, entered === 1), cause });
      return changes;
    },
    announce: ({ profile, now, cause }, at) => ({ profile, change: now ? 'entered' : 'left', at, cause }),
  };
}
