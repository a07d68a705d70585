import type { ClickHouse } from '#platform';
import type { EntityName } from './entity.store.ts';

/** Names a version by the columns of `entity`, as `stagedVersion` does. */
const version = String.raw`concat(toString(workspace), '\n', kind, '\n', key, '\n', toString(toUnixTimestamp64Milli(ts)))`;

/** A line for `entity_stage`; `attributes` is the flat state as JSON text, because a Join table holds no JSON columns. */
export const stagedVersion = (
  { workspace, kind, key }: EntityName,
  { ts, isGone }: { readonly ts: number; readonly isGone: boolean },
  attributes: string,
): string => JSON.stringify({ version: `${workspace}\n${kind}\n${key}\n${ts}`, workspace, key, attributes, is_gone: isGone ? 1 : 0 });

/**
 * Rewrites versions that late messages changed, in place, as `updateMirror` does: readers see one row a version at every moment.
 * The same stage may be applied again. Called by one process at a time.
 */
export async function rewriteVersions(clickhouse: ClickHouse, lines: readonly string[]): Promise<void> {
  const from = (column: string): string => `joinGet('${clickhouse.database}.entity_stage', '${column}', ${version})`;
  await clickhouse.command('TRUNCATE TABLE entity_stage', {}, { lane: 'pipeline' });
  await clickhouse.insert('entity_stage', Buffer.from(lines.join('\n')));
  await clickhouse.command(
    `UPDATE entity SET is_gone = ${from('is_gone')}, attributes = CAST(${from('attributes')}, 'JSON(max_dynamic_paths=128)')
     WHERE workspace IN (SELECT workspace FROM entity_stage) AND key IN (SELECT key FROM entity_stage) AND ${version} IN (SELECT version FROM entity_stage)`,
    {},
    { lane: 'pipeline' },
  );
}
