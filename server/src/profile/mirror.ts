import { traitColumnNames, traitColumnSqlOver } from '#compile';
import { flatRow, flatten } from '#kernel';
import type { ProfileOutline } from '#identify';
import { clickhouseTime } from './event-row.ts';
import type { ClickHouse } from '#platform';
import { type MirrorStores, whileUpdating } from './mirror-lock.ts';
import type { StoredTraitColumn } from './trait-column.store.ts';
import { nestTraits, type TraitDocument } from './traits.ts';

const mirrored = (outline: ProfileOutline, document: TraitDocument) => ({
  profile_id: outline.id,
  merged_into: 0,
  created_at: clickhouseTime(outline.createdAt),
  kinds: outline.kinds,
  traits: flatRow(flatten(nestTraits(document))),
});

/** A line for table `profile`: a profile that ClickHouse has not seen. */
export const newMirrorRow = (outline: ProfileOutline, document: TraitDocument): string =>
  JSON.stringify({ workspace: outline.workspace, ...mirrored(outline, document) });

/** A line for `profile_stage`: a profile whose mirror row is rewritten. The Join table takes the traits as text. */
export function stagedMirrorRow(outline: ProfileOutline, document: TraitDocument): string {
  const row = mirrored(outline, document);
  return JSON.stringify({ ...row, traits: JSON.stringify(row.traits) });
}

/** A line for `profile_stage`: a profile that was merged away. */
export const mergedMirrorRow = (id: number, into: number): string =>
  JSON.stringify({ profile_id: id, merged_into: into, created_at: clickhouseTime(0), kinds: [], traits: '{}' });

/**
 * Rewrites the staged profiles in place: 60 ms for 500 of 2 million rows, readers exact; ReplacingMergeTree would double the time of every read.
 * Typed columns of traits follow. The same stage may be applied again. Called by one process at a time.
 */
export async function updateMirror(
  { pg, clickhouse }: MirrorStores,
  workspaces: readonly number[],
  body: Buffer,
  columns: readonly StoredTraitColumn[] = [],
): Promise<void> {
  const from = (column: string): string => `joinGet('${clickhouse.database}.profile_stage', '${column}', profile_id)`;
  const written = columns.filter(({ state }) => state !== 'wanted');
  const typed = written.flatMap(({ id }, index) => {
    const [names, sql] = [traitColumnNames(id), traitColumnSqlOver(from('traits'), `{path${index}:String}`)];
    return [`${names.text} = ${sql.text}`, `${names.number} = ${sql.number}`];
  });
  await clickhouse.command('TRUNCATE TABLE profile_stage', {}, { lane: 'pipeline' });
  await clickhouse.insert('profile_stage', body);
  await whileUpdating(pg, () =>
    clickhouse.command(
      `UPDATE profile SET merged_into = ${from('merged_into')}, created_at = ${from('created_at')}, kinds = ${from('kinds')},
       ${[`traits = CAST(${from('traits')}, 'JSON(max_dynamic_paths=256)')`, ...typed].join(', ')}
     WHERE workspace IN {workspaces:Array(UInt32)} AND profile_id IN (SELECT profile_id FROM profile_stage)`,
      { workspaces, ...Object.fromEntries(written.map(({ path }, index) => [`path${index}`, path])) },
      { lane: 'pipeline' },
    ),
  );
}

const known = 'SELECT profile_id AS id FROM profile WHERE workspace = {workspace:UInt32} AND profile_id IN {ids:Array(UInt64)}';

interface MirrorLine {
  readonly workspace: number;
  readonly profile_id: number;
}
const isMirrorLine = (row: unknown): row is MirrorLine => typeof row === 'object' && row !== null && 'workspace' in row && 'profile_id' in row;

function readLine(line: string): MirrorLine {
  const row: unknown = JSON.parse(line);
  if (!isMirrorLine(row)) throw new Error('a line for the mirror has no profile');
  return row;
}

/**
 * Inserts those of these lines (of `newMirrorRow`, one workspace) whose profile the mirror does not have: one that was merged in the slice that made it never had a row. May be repeated.
 */
export async function insertMissing(clickhouse: ClickHouse, lines: readonly string[]): Promise<void> {
  const rows = lines.map((line) => ({ line, ...readLine(line) }));
  const [first] = rows;
  if (first === undefined) return;
  const params = { workspace: first.workspace, ids: rows.map((row) => row.profile_id) };
  const found = new Set((await clickhouse.query<{ id: number }>(known, params, { lane: 'pipeline' })).map(({ id }) => id));
  const missing = rows.filter((row) => !found.has(row.profile_id));
  if (missing.length > 0) await clickhouse.insert('profile', Buffer.from(missing.map(({ line }) => line).join('\n')));
}
