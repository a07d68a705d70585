import type { TagDefinitionJson } from '@danqing/contracts';
import type { TagType } from '#compile';
import type { ClickHouse } from '#platform';
import { addMirrorColumns, dropMirrorColumns, fillMirrorColumns, type MirrorColumn, type MirrorStores } from '#profile';
import { fieldsOf } from './fields.ts';

interface Column extends MirrorColumn {
  /** Its value, read from a row of the stage. */
  readonly from: string;
}

/** Names of fields are this code's, never a person's. */
function columnsOf(id: number, type: TagType, definition: TagDefinitionJson): readonly Column[] {
  const number = (text: string): string => `toFloat64OrNull(${text})`;
  const text = (text: string): string => `if(is_gone OR ${text} = '', NULL, ${text})`;
  const own: Column =
    type === 'list'
      ? { name: `tag_${id}`, type: 'list', from: 'items' }
      : { name: `tag_${id}`, type: type === 'number' ? 'number' : 'text', from: type === 'number' ? number('text') : text('text') };
  const parts = fieldsOf(definition).map(({ name, type }): Column => {
    const value = `fields['${name}']`;
    return { name: `tag_${id}_${name}`, type: type === 'number' ? 'number' : 'text', from: type === 'number' ? number(value) : text(value) };
  });
  // Rules read a composite tag by its parts only.
  return parts.length > 0 ? parts : [own];
}

interface MirroredTag {
  readonly id: number;
  readonly type: TagType;
  readonly definition: TagDefinitionJson;
}

/** The mirror's columns of a tag. */
export const mirrorColumnsOf = ({ id, type, definition }: MirroredTag): readonly MirrorColumn[] => columnsOf(id, type, definition);

export const addTagColumns = (clickhouse: ClickHouse, tag: MirroredTag): Promise<void> =>
  addMirrorColumns(clickhouse, columnsOf(tag.id, tag.type, tag.definition));

export const dropTagColumns = (stores: MirrorStores, tag: MirroredTag): Promise<void> =>
  dropMirrorColumns(
    stores,
    columnsOf(tag.id, tag.type, tag.definition).map(({ name }) => name),
  );

/**
 * Brings what runs staged of these tags into the mirror's columns: of each tag the values that changed, no others. `group`: of the runs. May be repeated.
 */
export async function fillTagColumns(stores: MirrorStores, workspace: number, tags: readonly MirroredTag[], group: number): Promise<void> {
  const { clickhouse } = stores;
  const all = tags.map(({ id, type, definition }) => ({ id, columns: columnsOf(id, type, definition) }));
  const [only] = all;
  if (only === undefined) return;
  const source = `tag_fill_${group}`; // the number of these runs alone, so no two fills meet
  // With one tag a row a profile; with several, a row says which of them it is of.
  const isOne = all.length === 1;
  const selected = all.flatMap(({ id, columns }) => [
    ...(isOne ? [] : [`max(tag_id = ${id}) AS set_${id}`]),
    ...columns.map(({ name, from }) => (isOne ? `${from} AS ${name}` : `anyIf(${from}, tag_id = ${id}) AS ${name}`)),
  ]);
  const create = `
    CREATE OR REPLACE TABLE ${source} ENGINE = Join(ANY, LEFT, profile_id) SETTINGS join_use_nulls = 0 AS
    SELECT profile_id, ${selected.join(', ')} FROM tag_pending WHERE group_id = {group:UInt64}${isOne ? '' : ' GROUP BY profile_id'}`;
  await clickhouse.command(create, { group }, { lane: 'batch' });
  await fillMirrorColumns(
    stores,
    workspace,
    all.flatMap(({ id, columns }) => columns.map(({ name }) => ({ name, isSet: isOne ? null : `set_${id}` }))),
    source,
  );
  await clickhouse.command(`DROP TABLE IF EXISTS ${source} SYNC`, {}, { lane: 'batch' });
}
