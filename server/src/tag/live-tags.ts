import { type Difference, type LiveChange, type LiveForm, type LiveKind, tickTables, type Unfit } from '#evaluate';
import type { ClickHouse, Postgres } from '#platform';
import { fieldsOf } from './fields.ts';
import { liveForm } from './live.ts';
import { publishMirror } from './live-mirror.ts';
import { parseTag } from './parse.ts';
import { readTagsInFull } from './tag.store.ts';
import { shownValue } from './values.ts';

interface LiveDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

const hash = 'sipHash64(text, items, fields)';

/** Both sides by profile and tag: what the tick found, and what is stored of those it looked at. */
const differ = `
  SELECT if(fresh.profile_id = 0, stored.profile_id, fresh.profile_id) AS profile, if(fresh.profile_id = 0, stored.tag_id, fresh.tag_id) AS definition,
    stored.profile_id != 0 AS before, fresh.profile_id != 0 AS now, fresh.text AS text, fresh.items AS items, fresh.fields AS fields
  FROM (
    SELECT profile_id, tag_id, text, items, CAST(map(), 'Map(String, String)') AS fields, ${hash} AS hash FROM (${tickTables.tags})
  ) AS fresh
  FULL JOIN (
    SELECT profile_id, tag_id, argMax(${hash}, run_id) AS hash FROM tag_value_by_profile
    WHERE workspace = {workspace:UInt32} AND profile_id IN (${tickTables.profiles}) AND tag_id IN {tags:Array(UInt32)}
    GROUP BY profile_id, tag_id HAVING argMax(is_gone, run_id) = 0
  ) AS stored ON fresh.profile_id = stored.profile_id AND fresh.tag_id = stored.tag_id
  WHERE fresh.profile_id = 0 OR stored.profile_id = 0 OR fresh.hash != stored.hash
  ORDER BY profile, definition
  SETTINGS join_use_nulls = 0`;

const changedInRuns = `
  SELECT DISTINCT profile_id AS profile FROM tag_change
  WHERE workspace = {workspace:UInt32}
    AND arrayExists((tag, after, upTo) -> tag_id = tag AND run_id > after AND run_id <= upTo, {tags:Array(UInt32)}, {after:Array(UInt64)}, {upTo:Array(UInt64)})
    AND tag_id IN {tags:Array(UInt32)}
  LIMIT {limit:UInt64}`;

const stagedChanges = `
  SELECT run_id AS run, tag_id AS definition, profile_id AS profile, 1 AS before, is_gone = 0 AS now, text, items, fields FROM tag_pending
  WHERE run_id IN {runs:Array(UInt64)} ORDER BY run_id, profile_id`;

type Row = Omit<Difference, 'before' | 'now'> & { readonly before: number; readonly now: number };
const toDifference = (row: Row): Difference => ({ ...row, before: row.before === 1, now: row.now === 1 });

/** How tags take part in ticks. */
export function liveTags({ pg, clickhouse }: LiveDeps): LiveKind {
  /** Types and fields of tags, for what is said of their values; both never change. */
  const shapes = new Map<number, { readonly type: Parameters<typeof shownValue>[0]; readonly fields: ReturnType<typeof fieldsOf> }>();
  return {
    kind: 'tag',
    load: async (nodes, vocabulary, context) => {
      const forms = new Map<number, LiveForm | Unfit>();
      const ids = nodes.map(({ definitionId }) => definitionId);
      for (const tag of await readTagsInFull(pg, ids)) {
        if (tag.expiresAfter !== null) {
          forms.set(tag.id, { obstacle: 'its values expire, each at its own time' });
          continue;
        }
        const plan = planOf(() => parseTag(tag.definition, tag, vocabulary).plan);
        if (plan !== undefined) forms.set(tag.id, liveForm(plan, tag.type, context));
      }
      return forms;
    },
    differences: async (workspace, definitions) => {
      const rows = await clickhouse.query<Row>(differ, { workspace, tags: definitions }, { lane: 'pipeline' });
      return rows.map(toDifference);
    },
    publish: async (published) => {
      const { tick, workspace, at, changes } = published;
      const moment = new Date(at).toISOString();
      const lines = changes.map(({ definition, profile, now, text, items, fields, cause }) =>
        JSON.stringify({ workspace, tag_id: definition, profile_id: profile, is_gone: now ? 0 : 1, text, items, fields, at: moment, run_id: tick, cause }),
      );
      await clickhouse.insert('tag_change', Buffer.from(lines.join('\n')), { token: `tick-${tick}/tag` });
      const tags = await readTagsInFull(pg, [...new Set(changes.map(({ definition }) => definition))]);
      await publishMirror({ pg, clickhouse }, workspace, tags, changes);
      for (const tag of tags) shapes.set(tag.id, { type: tag.type, fields: fieldsOf(tag.definition) });
    },
    changedIn: async (workspace, ranges, limit) => {
      const rows = await clickhouse.query<{ profile: number }>(
        changedInRuns,
        { workspace, tags: ranges.map(({ definition }) => definition), after: ranges.map(({ after }) => after), upTo: ranges.map(({ upTo }) => upTo), limit },
        { lane: 'pipeline' },
      );
      return rows.map(({ profile }) => profile);
    },
    staged: async (runs) => {
      const rows = await clickhouse.query<Row & { readonly run: number }>(stagedChanges, { runs: runs.map(({ id }) => id) }, { lane: 'batch' });
      const tags = runs.map(({ definitionId }) => definitionId);
      for (const tag of await readTagsInFull(pg, tags)) shapes.set(tag.id, { type: tag.type, fields: fieldsOf(tag.definition) });
      const causes = new Map(runs.map(({ id, cause }) => [id, cause]));
      const changes = new Map<number, LiveChange[]>(runs.map(({ id }) => [id, []]));
      for (const { run, ...row } of rows) changes.get(run)?.push({ ...toDifference(row), cause: causes.get(run) ?? '' });
      return changes;
    },
    announce: ({ definition, profile, now, text, items, fields, cause }, at) => {
      const shape = shapes.get(definition);
      const value = now && shape !== undefined ? shownValue(shape.type, shape.fields, { text, items, fields }) : null;
      return { profile, value, at, cause };
    },
  };
}

/** A definition that can no longer be read has no form: its run in full says what is wrong. */
function planOf<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
