import type { ImportAlso, ImportMapping, ImportValue } from '@danqing/contracts';
import { Fault } from '#kernel';
import { isKnownZone } from '../dates/civil.ts';
import { compileMoment, mixedFormat } from '../dates/moment.ts';
import { type DateOrder, orderEvidence, ownOrder } from '../dates/forms.ts';
import { findDateOrder } from '../dates/order.ts';
import { isUnknown, type Row } from '../read/row.ts';
import type { FileSample } from '../read/sample.ts';
import { compileCases, type IndexOf, noCaseHolds } from './condition.ts';
import type { TextArena } from './arena.ts';
import { buildOne, Draft } from './draft.ts';
import { compileFold } from './fold.ts';
import type { Built, Folded, MessageShape } from './message.ts';
import { numberColumns, typeFor } from './number-columns.ts';
import { compileObject } from './object.ts';
import { cellText, type Moment } from './operators.ts';

/** What becomes of one row. */
type Decision =
  | { readonly kind: 'use'; readonly event: string; readonly index: number }
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'reject'; readonly reason: string };

/** A mapping compiled for one file. */
export interface Plan {
  readonly isGrouped: boolean;
  /** The events that rows may become, by `Decision.index`. */
  readonly events: readonly string[];
  decide(row: Row): Decision;
  /** The row's group value; undefined where it has none. */
  groupOf(row: Row): string | undefined;
  /** What rows may also make: events from this index on, one for each `also`. */
  readonly firstAlso: number;
  /** The event of a row that stands alone. */
  build(index: number, row: Row): Built;
  /** What a row that stands alone also makes (`index` from `firstAlso` on); undefined where it does not. */
  buildAlso(index: number, row: Row): Built | undefined;
  /** Begins the event of a group with its first row. */
  start(arena: TextArena, index: number, firstRow: Row): Draft;
  /** The columns of which numbers are made, with their indexes. */
  readonly numbers: readonly { readonly column: string; readonly index: number }[];
  /** Indexes of the cells that `groupOf` and drafts read. */
  readonly neededCells: readonly number[];
  readonly columnCount: number;
}

/** Compiles a mapping for a file of which a sample was seen. Throws DQ_IMPORT_MAPPING when the dates of the timestamp column can be read in two ways. */
export function planImport(mapping: ImportMapping, sample: FileSample, moment: Moment): Plan {
  // The sample itself must not be seen by what is compiled: closures would keep it in memory for as long as the import runs.
  return compilePlan(mapping, { columns: sample.columns, order: dateOrderOf(mapping, sample) }, moment);
}

interface FileFacts {
  readonly columns: readonly string[];
  readonly order: DateOrder | undefined;
}

function compilePlan(mapping: ImportMapping, facts: FileFacts, moment: Moment): Plan {
  const used = new Set<number>();
  const indexOf: IndexOf = (column) => {
    const index = facts.columns.indexOf(column);
    used.add(index);
    return index;
  };
  const decideCase = compileCases(mapping.when ?? [{ event: '$identify' }], (column) => facts.columns.indexOf(column), moment);
  const decisions = (mapping.when ?? [{ event: '$identify' }]).map(
    (one, index): Decision => ('skip' in one ? { kind: 'skip', reason: one.skip } : { kind: 'use', event: one.event, index }),
  );
  const shape = compileShape(mapping, facts.order, moment, indexOf);
  const alsos = (mapping.also ?? []).map((also): MessageShape => alsoShape(also, shape, indexOf, moment));
  const shapeAt = (index: number): MessageShape => alsos[index - decisions.length] ?? shape;
  const events = [...decisions.map((decision) => (decision.kind === 'use' ? decision.event : '')), ...(mapping.also ?? []).map(({ event }) => event)];
  const limits = timeLimits(mapping, moment);
  const groupIndex = mapping.group === undefined ? -1 : indexOf(mapping.group);
  const groupOf = (row: Row): string | undefined => {
    const cell = row.cells[groupIndex] ?? null;
    return isUnknown(cell) ? undefined : cellText(cell);
  };
  const isGrouped = mapping.group !== undefined;
  const timeColumn =
    mapping.timestamp !== undefined && 'column' in mapping.timestamp && mapping.timestamp.format === mixedFormat ? indexOf(mapping.timestamp.column) : -1;
  const isTwoWays = ({ cells }: Row): boolean => {
    const text = cellText(cells[timeColumn] ?? '');
    return orderEvidence(text) !== undefined && ownOrder(text) === undefined;
  };
  return {
    isGrouped,
    events,
    firstAlso: decisions.length,
    decide: (row) => {
      const decision = decisions[decideCase(row.cells)] ?? unmatched;
      if (decision.kind !== 'use') return decision;
      const at = shape.moment(row.cells);
      if (Number.isNaN(at)) return isTwoWays(row) ? twoWays : wrongTimestamp;
      if (at !== null && at < limits.from) return tooEarly;
      if (at !== null && at > limits.to) return tooLate;
      return isGrouped && groupOf(row) === undefined ? noGroup : decision;
    },
    groupOf,
    build: (index, row) => buildOne(shape, events[index] ?? '', row),
    buildAlso: (index, row) => {
      const own = shapeAt(index);
      return own.holds?.(row.cells) === false ? undefined : buildOne(own, events[index] ?? '', row);
    },
    start: (arena, index, firstRow) => new Draft(shapeAt(index), arena, events[index] ?? '', groupOf(firstRow) ?? '', firstRow),
    numbers: [...numberColumns(mapping)].map((column) => ({ column, index: facts.columns.indexOf(column) })),
    neededCells: [...used].sort((a, b) => a - b),
    columnCount: facts.columns.length,
  };
}

const unmatched: Decision = { kind: 'skip', reason: noCaseHolds };
/** Why a row is rejected whose time is none. */
export const wrongTime = 'the timestamp cannot be read';
const twoWays: Decision = { kind: 'reject', reason: 'the date can be read in two ways' };
const tooEarly: Decision = { kind: 'reject', reason: 'the time is too long ago to be true' };
const tooLate: Decision = { kind: 'reject', reason: 'the time lies in the future' };
const wrongTimestamp: Decision = { kind: 'reject', reason: wrongTime };
const noGroup: Decision = { kind: 'reject', reason: 'the group column is empty' };

function compileShape(mapping: ImportMapping, order: DateOrder | undefined, moment: Moment, indexOf: IndexOf): MessageShape {
  const isTrack = mapping.when !== undefined && mapping.entity === undefined;
  return {
    type: mapping.entity !== undefined ? 'entity' : isTrack ? 'track' : 'identify',
    moment: compileTimestamp(mapping, order, moment, indexOf),
    defaultMoment: isTrack ? undefined : moment.at,
    messageIdColumns: (mapping.messageId ?? []).map(indexOf),
    identifiers: folded(Object.entries(mapping.key === undefined ? (mapping.identifiers ?? {}) : { key: mapping.key }), indexOf, true),
    traits: folded(Object.entries(mapping.traits ?? {}), indexOf),
    consents: folded(Object.entries(mapping.consents ?? {}), indexOf, true),
    properties: folded(Object.entries(mapping.properties ?? {}), indexOf),
    product: compileProduct(mapping.products, indexOf),
    context: folded(Object.entries(mapping.context ?? {}), indexOf),
    holds: undefined,
  };
}

/** The same person at the same moment, and something else that happened. */
function alsoShape(also: ImportAlso, shape: MessageShape, indexOf: IndexOf, moment: Moment): MessageShape {
  const decide = compileCases([{ ...(also.if === undefined ? {} : { if: also.if }), event: also.event }], indexOf, moment);
  return {
    ...shape,
    traits: folded([], indexOf),
    consents: folded([], indexOf),
    properties: folded(Object.entries(also.properties ?? {}), indexOf),
    product: undefined,
    holds: (cells) => decide(cells) === 0,
  };
}

const dayMs = 86_400_000;

function timeLimits({ timestamp }: ImportMapping, moment: Moment): { readonly from: number; readonly to: number } {
  const read = compileMoment({ zone: moment.zone });
  const limit = (text: string | undefined, otherwise: number): number =>
    text === 'now' ? moment.at + dayMs : text === undefined ? otherwise : (read(text) ?? otherwise);
  if (timestamp === undefined || 'value' in timestamp) return { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  return { from: limit(timestamp.earliest, Number.NEGATIVE_INFINITY), to: limit(timestamp.latest, Number.POSITIVE_INFINITY) };
}

/** Identifier kinds may hold a dot (openid:shop.app) that does not nest, so their objects are flat. */
function folded(entries: readonly (readonly [string, ImportValue])[], indexOf: IndexOf, isFlat = false): Folded {
  const names = entries.map(([name]) => name);
  return { folds: entries.map(([name, value]) => compileFold(value, indexOf, typeFor(name))), write: compileObject(names, isFlat) };
}

function compileProduct(products: ImportMapping['products'], indexOf: IndexOf): MessageShape['product'] {
  if (products === undefined) return undefined;
  const entries = Object.entries(products).map(([name, value]) => [name, typeof value === 'string' ? { column: value } : value] as const);
  const { folds, write } = folded(entries, indexOf);
  return (cells) => write(folds.map((fold) => fold.once(cells)));
}

function compileTimestamp({ timestamp }: ImportMapping, order: DateOrder | undefined, moment: Moment, indexOf: IndexOf): MessageShape['moment'] {
  if (timestamp === undefined) return () => null;
  if ('value' in timestamp) {
    const constant = compileMoment({ zone: moment.zone })(timestamp.value);
    return () => constant;
  }
  const index = indexOf(timestamp.column);
  const zone = timestamp.zone ?? moment.zone;
  const read = compileMoment({ zone: isKnownZone(zone) ? zone : 'UTC', order, ...(timestamp.format === undefined ? {} : { format: timestamp.format }) });
  return (cells) => read(cells[index]);
}

function dateOrderOf({ timestamp }: ImportMapping, sample: FileSample): DateOrder | undefined {
  if (timestamp === undefined || 'value' in timestamp || timestamp.format !== undefined) return undefined;
  const index = sample.columns.indexOf(timestamp.column);
  const finding = findDateOrder(sample.rows.map((row) => row.cells[index]).filter((cell) => typeof cell === 'string'));
  if (finding.kind === 'known') return finding.order;
  const message =
    finding.kind === 'mixed'
      ? `the column holds dates with the day first and with the month first (${finding.example})`
      : `dates such as ${finding.example.trim()} can be read in two ways: say which format they have`;
  const suggestion = finding.kind === 'ambiguous' ? finding.formats.join(' or ') : mixedFormat;
  throw new Fault('DQ_IMPORT_MAPPING', 400, message, {
    errors: [{ path: '/timestamp/format', code: 'ambiguous_dates', message, suggestion }],
  });
}
