import type { AskedColumn, Rule } from '#compile';
import type { LiveForm } from '#evaluate';
import { type AxisPlan, cellText, type TiersPlan } from './parse-tiers.ts';
import type { TierCuts } from './tier-cuts.ts';

/** A value as columns of one statement over everybody, and what is made of them: the same for ticks, runs in full, previews and the past. */
export type ColumnForm = Pick<LiveForm, 'columns' | 'result'>;

interface Cases {
  readonly cases: readonly { readonly rule: Rule; readonly text: string }[];
  readonly otherwise: string | null;
}

/** The first case that holds; who fits none has `otherwise`, or no value. */
export function casesForm({ cases, otherwise }: Cases, prefix = 'c'): ColumnForm {
  return {
    columns: Object.fromEntries(cases.map(({ rule }, index): [string, AskedColumn] => [`${prefix}${index}`, { kind: 'rule', rule }])),
    result: ({ column, text }) => {
      const held = cases.map((_, index) => column(`${prefix}${index}`));
      const branches = cases.map((each, index) => `${held[index] ?? '0'}, ${text(each.text)}`);
      return { isKnown: otherwise === null ? `(${held.join(' OR ')})` : '1', text: `multiIf(${branches.join(', ')}, ${text(otherwise ?? '')})` };
    },
  };
}

/** The tier whose borders the measure lies between; nothing where it is unknown. A given border begins a tier, a computed one ends it. */
export function tiersForm({ by, names, borders }: TiersPlan, cuts: readonly number[], prefix = 'v'): ColumnForm {
  const order = borders.kind === 'given' ? '>=' : '>';
  return {
    columns: { [prefix]: { kind: 'measure', measure: by } },
    result: ({ column, text }) => {
      const value = column(prefix);
      const branches = cuts.map((cut, index) => `assumeNotNull(${value}) ${order} toFloat64(${text(String(cut))}), ${text(names[index + 1] ?? '')}`);
      const lowest = text(names[0] ?? '');
      return { isKnown: `isNotNull(${value})`, text: branches.length === 0 ? lowest : `multiIf(${[...branches.toReversed(), lowest].join(', ')})` };
    },
  };
}

const axisForm = (axis: AxisPlan, cuts: readonly number[], prefix: string): ColumnForm =>
  axis.kind === 'tiers' ? tiersForm(axis.tiers, cuts, prefix) : casesForm({ cases: axis.cases, otherwise: null }, prefix);

/** Row and column; who lacks one of them has no value. */
export function gridForm({ rows, columns }: { readonly rows: AxisPlan; readonly columns: AxisPlan }, cuts: TierCuts): ColumnForm {
  const [down, across] = [axisForm(rows, cuts.rows, 'r'), axisForm(columns, cuts.columns, 'k')];
  return {
    columns: { ...down.columns, ...across.columns },
    result: (names) => {
      const [row, column] = [down.result(names), across.result(names)];
      const text = `concat(${row.text ?? names.text('')}, ${names.text(cellText('', ''))}, ${column.text ?? names.text('')})`;
      return { isKnown: `(${row.isKnown} AND ${column.isKnown})`, text };
    },
  };
}
