import { quoted } from '../sql/binder.ts';
import { type Field, fieldColumn } from './fields.ts';
import type { MaskSql } from './mask.ts';

const scopes = { traits: 'trait', properties: 'property', attributes: 'entity' } as const;

/** What the inner SELECT of a view reads for a field, and what its outer one makes of it. */
export interface FieldSql {
  readonly raw: string;
  readonly column: string;
}

/** The field as its view has it; `name`: of the inner column. `kind` of entities, whose attributes are classified by it. */
export function fieldSql(field: Field, name: string, mask: MaskSql | undefined, kind = ''): FieldSql {
  const { root, path, form } = field;
  const isList = form === 'list';
  const type = isList ? '`Array(Nullable(String))`' : 'String';
  const raw = `${root}.${path
    .split('.')
    .map((part) => quoted(part))
    .join('.')}.:${type} AS ${name}`;
  const named = mask?.classOf(scopes[root], root === 'attributes' ? `${kind}.${path}` : path);
  const shown = mask === undefined ? name : isList ? mask.list(name, named) : mask.text(name, named);
  return { raw, column: `${asForm(shown, form)} AS ${quoted(fieldColumn(field))}` };
}

function asForm(sql: string, form: Field['form']): string {
  if (form === 'number') return `toFloat64OrNull(ifNull(toString(${sql}), ''))`;
  return form === 'integer' ? `toInt64OrNull(ifNull(toString(${sql}), ''))` : sql;
}
