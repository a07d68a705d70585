import type { TagDefinitionJson } from '@danqing/contracts';
import type { TagType } from '#compile';
import type { ClickHouse } from '#platform';
import { addMirrorColumns, dropMirrorColumns, fillMirrorColumns, type MirrorColumn } from '#profile';
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
  const parts = fieldsOf(definition).map(({ name, type }) => {
    const value = `fields['${name}']`;
    return { name: `tag_${id}_${name}`, type, from: type === 'number' ? number(value) : text(value) };
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

export const dropTagColumns = (clickhouse: ClickHouse, tag: MirroredTag): Promise<void> =>
  dropMirrorColumns(
    clickhouse,
    columnsOf(tag.id, tag.type, tag.definition).map(({ name }) => name),
  );

/** Brings a run's staged changes into the mirror's columns. May be repeated. */
export async function fillTagColumns(clickhouse: ClickHouse, workspace: number, tag: MirroredTag, runId: number): Promise<void> {
  const columns = columnsOf(tag.id, tag.type, tag.definition);
  const source = `tag_fill_${tag.id}`; // one run of a tag at a time, so no two fills meet
  const create = `
    CREATE OR REPLACE TABLE ${source} ENGINE = Join(ANY, LEFT, profile_id) SETTINGS join_use_nulls = 0 AS
    SELECT profile_id, ${columns.map(({ name, from }) => `${from} AS ${name}`).join(', ')} FROM tag_stage WHERE run_id = {run:UInt64}`;
  await clickhouse.command(create, { run: runId }, { lane: 'batch' });
  await fillMirrorColumns(
    clickhouse,
    workspace,
    columns.map(({ name }) => name),
    source,
  );
  await clickhouse.command(`DROP TABLE IF EXISTS ${source}`, {}, { lane: 'batch' });
}
