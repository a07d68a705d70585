import type { LinkageComparison, LinkageConfig, LinkageKey } from '@danqing/contracts';
import type { Field, Form } from '../prepare/forms.ts';
import { unknownNumber } from '../prepare/forms.ts';
import { formOf, levelsOf } from './kinds.ts';
import { keySql } from './key-sql.ts';
import { levelLabel, levelSql } from './level-sql.ts';

export interface PlannedComparison {
  readonly name: string;
  readonly columns: readonly string[];
  /** Worst first: [0] nothing known, [1] none of the levels, then from the weakest to the best. */
  readonly labels: readonly string[];
  /** SQL of the level of the pair `l`, `r`, 0 to labels.length − 1. */
  readonly sql: string;
  /** SQL: the pair has the level `equal`. Absent where no level is, or frequency shall not count. */
  readonly frequency?: { readonly field: string; readonly level: number };
}

export interface PlannedRule {
  readonly label: string;
  readonly columns: readonly string[];
  /** SQL of a record's key, UInt64; 0 when a part of it is not known. */
  readonly sql: string;
}

/** A configuration compiled for one run: which fields to make of each record, and the SQL over them. */
export interface LinkPlan {
  readonly fields: readonly Field[];
  readonly comparisons: readonly PlannedComparison[];
  rule(keys: readonly LinkageKey[]): PlannedRule;
}

/** `hanColumns` hold Chinese: likeness is measured on pinyin there. */
export function planLinkage(config: LinkageConfig, hanColumns: ReadonlySet<string>): LinkPlan {
  const fields: Field[] = [];
  const fieldOf = (column: string, form: Form): string => {
    const found = fields.find((field) => field.column === column && field.form === form);
    if (found !== undefined) return found.name;
    const field = { name: `f${fields.length}`, column, form };
    fields.push(field);
    return field.name;
  };
  const comparisons = config.comparisons.map((comparison) => planComparison(comparison, hanColumns, fieldOf));
  const formsOf = new Map(config.comparisons.map(({ kind, columns }) => [columns[0] ?? '', formOf(kind)]));
  const rule = (keys: readonly LinkageKey[]): PlannedRule => planRule(keys, (column) => formsOf.get(column) ?? 'text', hanColumns, fieldOf);
  // Fields are fixed once records are loaded, so what any rule may need is made known now.
  for (const keys of config.blocking ?? config.comparisons.map(({ columns }) => [{ column: columns[0] ?? '' }])) rule(keys);
  return { fields, comparisons, rule };
}

function planComparison(comparison: LinkageComparison, hanColumns: ReadonlySet<string>, fieldOf: (column: string, form: Form) => string): PlannedComparison {
  const [column = '', second] = comparison.columns;
  const form = formOf(comparison.kind);
  const hasHan = form === 'text' && hanColumns.has(column);
  const own = fieldOf(column, form);
  const levels = levelsOf(comparison, hasHan);
  const fields = {
    own,
    alike: hasHan ? fieldOf(column, 'latin') : own,
    other: second === undefined ? undefined : fieldOf(second, form),
    field: (wanted: Form) => fieldOf(column, wanted),
  };
  const isUnknown = (side: string): string => (form === 'number' ? `${side}.${own} = ${unknownNumber}` : `${side}.${own} = ''`);
  const tests = levels.map((level, place) => `${levelSql(level, fields)}, ${levels.length + 1 - place}`);
  const equalAt = levels.findIndex(({ is }) => is === 'equal');
  const countsFrequency = comparison.termFrequency ?? form !== 'number';
  return {
    name: comparison.columns.join(' / '),
    columns: comparison.columns,
    labels: ['unknown', 'different', ...levels.map(levelLabel).toReversed()],
    sql: `multiIf(${isUnknown('l')} OR ${isUnknown('r')}, 0, ${tests.join(', ')}, 1)`,
    ...(equalAt >= 0 && countsFrequency && form !== 'number' ? { frequency: { field: own, level: levels.length + 1 - equalAt } } : {}),
  };
}

function planRule(
  keys: readonly LinkageKey[],
  formFor: (column: string) => Form,
  hanColumns: ReadonlySet<string>,
  fieldOf: (column: string, form: Form) => string,
): PlannedRule {
  const parts = keys.map((key) => {
    const own = formFor(key.column);
    const form = (key.take === 'soundex' || key.take === 'latin') && hanColumns.has(key.column) ? 'latin' : own === 'number' ? 'text' : own;
    return keySql(key, fieldOf(key.column, form));
  });
  return {
    label: keys
      .map(({ column, take, length }) => (take === undefined || take === 'all' ? column : `${take}(${column}${length === undefined ? '' : `, ${length}`})`))
      .join(' + '),
    columns: keys.map(({ column }) => column),
    sql: `if(${parts.map((part) => `${part} = ''`).join(' OR ')}, 0, cityHash64(${parts.join(', ')}))`,
  };
}
