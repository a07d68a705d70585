import type { MeasureJson, RuleJson, ScalarJson, SchemeAxis, SchemeDefinitionJson, SchemePart } from '@danqing/contracts';
import { evenShares } from '../../../parts/even-shares.ts';

export type Method = 'cuts' | 'quantile' | 'equal' | 'natural';
export type AxisKind = 'rules' | 'tiers' | 'values';

/** One part of a scheme, or one row or column of a grid, while it is drawn. */
export interface Level {
  /** While it is drawn; never sent. */
  readonly id: string;
  /** The key it was saved under; null: new, its name will be its key. */
  readonly key: string | null;
  readonly name: string;
  readonly color: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly values: readonly ScalarJson[];
}

/** One way of dividing everybody. What another kind needs is kept while one looks at a kind. */
export interface Axis {
  readonly kind: AxisKind;
  /** Of rules in their order; of tiers from low to high. */
  readonly levels: readonly Level[];
  readonly by: MeasureJson;
  readonly method: Method;
  readonly cuts: readonly number[];
  readonly shares: readonly number[];
  readonly tag: string;
}

/** Names and colours of a grid's cells, by key. */
type Cells = Readonly<Record<string, Pick<SchemePart, 'name' | 'color' | 'description'>>>;

export interface Model {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly refresh: 'live' | 'hourly' | 'daily' | 'manual' | '';
  readonly isGrid: boolean;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly cells: Cells;
}

let made = 0;
const emptyRule: RuleJson = { all: [] };

export const levelOf = (name: string, more: Partial<Level> = {}): Level => ({
  id: `level-${Date.now().toString(36)}-${made++}`,
  key: null,
  name,
  color: '',
  description: '',
  rule: emptyRule,
  values: [],
  ...more,
});

export const axisOf = (kind: AxisKind, levels: readonly Level[], more: Partial<Axis> = {}): Axis => ({
  kind,
  levels,
  by: { metric: 'net_sales' },
  method: 'quantile',
  cuts: [],
  shares: evenShares(levels.length),
  tag: '',
  ...more,
});

export const keyOf = ({ key, name }: Level): string => key ?? name.trim();

/** The definition that is drawn. */
export const definitionOf = ({ isGrid, rows, columns }: Model): SchemeDefinitionJson =>
  isGrid ? { grid: { rows: axisJson(rows), columns: axisJson(columns) } } : axisJson(rows);

function axisJson({ kind, levels, by, method, cuts, shares, tag }: Axis): SchemeAxis {
  if (kind === 'rules') return { rules: levels.map((level) => ({ part: keyOf(level), rule: level.rule })) };
  if (kind === 'values') return { values: { tag, parts: levels.map((level) => ({ part: keyOf(level), values: level.values })) } };
  const parts = levels.map(keyOf);
  if (method === 'cuts') return { tiers: { by, parts, cuts } };
  return { tiers: { by, parts, method, ...(method === 'quantile' && { shares }) } };
}

export const cellKey = (row: Level, column: Level): string => `${keyOf(row)} × ${keyOf(column)}`;

/** Parts, or rows of a grid, as they are shown: tiers with the highest first. */
export const fromAbove = (axis: Axis): readonly Level[] => (axis.kind === 'tiers' ? axis.levels.toReversed() : axis.levels);

/** What the parts are called, in the order they are shown: tiers with the highest first, in the columns of a grid with the lowest first. */
export function partsOf({ isGrid, rows, columns, cells }: Model): SchemePart[] {
  if (!isGrid) return fromAbove(rows).map((level) => ({ key: keyOf(level), name: level.name.trim(), color: level.color, description: level.description }));
  return fromAbove(rows).flatMap((row) =>
    columns.levels.map((column) => {
      const key = cellKey(row, column);
      const cell = cells[key];
      return { key, name: nameOfCell(cell?.name, row, column), color: cell?.color ?? '', description: cell?.description ?? '' };
    }),
  );
}

const nameOfCell = (name: string | undefined, row: Level, column: Level): string =>
  name === undefined || name.trim() === '' ? `${row.name.trim()} × ${column.name.trim()}` : name.trim();

export type Problem = 'name' | 'partName' | 'partTwice' | 'noParts' | 'rule' | 'tag' | 'values' | 'shares' | 'cuts';

/** What is still missing, and in a grid on which side. */
export interface Missing {
  readonly side: 'rows' | 'columns' | null;
  readonly problem: Problem;
}

/** What is still missing before it can be tried; the server says what else is wrong. */
export function missingIn(model: Model): readonly Missing[] {
  const sides = model.isGrid ? (['rows', 'columns'] as const) : (['rows'] as const);
  const inAxes = sides.flatMap((side) => problemsOfAxis(model[side]).map((problem) => ({ side: model.isGrid ? side : null, problem })));
  return [...(model.name.trim() === '' ? [{ side: null, problem: 'name' as const }] : []), ...inAxes];
}

export const problemsOf = (model: Model): readonly Problem[] => [...new Set(missingIn(model).map(({ problem }) => problem))];

function problemsOfAxis({ kind, levels, method, cuts, shares, tag }: Axis): readonly Problem[] {
  const keys = levels.map(keyOf);
  const found: Problem[] = [];
  if (levels.length < (kind === 'tiers' ? 2 : 1)) found.push('noParts');
  if (levels.some(({ name }) => name.trim() === '')) found.push('partName');
  if (new Set(keys).size < keys.length) found.push('partTwice');
  if (kind === 'rules' && levels.some(({ rule }) => 'all' in rule && rule.all.length === 0)) found.push('rule');
  if (kind === 'values' && tag === '') found.push('tag');
  if (kind === 'values' && tag !== '' && levels.some(({ values }) => values.length === 0)) found.push('values');
  if (kind === 'tiers' && method === 'quantile' && Math.abs(shares.reduce((sum, each) => sum + each, 0) - 100) > 1e-6) found.push('shares');
  if (kind === 'tiers' && method === 'cuts' && !isAscending(cuts, levels.length - 1)) found.push('cuts');
  return found;
}

const isAscending = (cuts: readonly number[], length: number): boolean =>
  cuts.length === length && cuts.every((cut, index) => index === 0 || cut > (cuts[index - 1] ?? cut));

/** A saved scheme as it is drawn. */
export function modelOf(scheme: {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly refresh: Model['refresh'];
  readonly definition: SchemeDefinitionJson;
  readonly parts: readonly SchemePart[];
}): Model {
  const { name, description, owner, refresh, definition, parts } = scheme;
  const head = { name, description, owner, refresh };
  if (!('grid' in definition)) return { ...head, isGrid: false, rows: axisFrom(definition, parts), columns: emptyAxis(), cells: {} };
  const cells = Object.fromEntries(
    parts.map(({ key, name: called, color, description: said }) => [key, { name: called === key ? '' : called, color, description: said }]),
  );
  return { ...head, isGrid: true, rows: axisFrom(definition.grid.rows, []), columns: axisFrom(definition.grid.columns, []), cells };
}

const emptyAxis = (): Axis => axisOf('tiers', [levelOf(''), levelOf('')]);

function axisFrom(json: SchemeAxis, parts: readonly SchemePart[]): Axis {
  const level = (key: string, more: Partial<Level> = {}): Level => {
    const part = parts.find((each) => each.key === key);
    // While a scheme is drawn, a level has the same id whenever it is read: what is open stays open.
    return levelOf(part?.name ?? key, { id: `saved-${key}`, key, color: part?.color ?? '', description: part?.description ?? '', ...more });
  };
  if ('rules' in json)
    return axisOf(
      'rules',
      json.rules.map(({ part, rule }) => level(part, { rule })),
    );
  if ('values' in json)
    return axisOf(
      'values',
      json.values.parts.map(({ part, values }) => level(part, { values })),
      { tag: json.values.tag },
    );
  const { by, parts: keys, cuts, method = 'quantile', shares } = json.tiers;
  const levels = keys.map((key) => level(key));
  return axisOf('tiers', levels, { by, method: cuts === undefined ? method : 'cuts', cuts: cuts ?? [], shares: shares ?? evenShares(levels.length) });
}
