import type { FieldQuality, FieldVerdict } from '@danqing/contracts';
import { addSums, type FieldSums, noSums } from '../figures/validity.ts';
import { separationOf } from '../figures/spread.ts';
import { verdictOf } from '../figures/verdict.ts';
import { type Around, type Counted, fieldFigures, type FieldParts } from './parts.ts';

/** The verdict on a field over all its sources; `earlier`: the same field in the days before. */
function fieldVerdict(one: FieldParts, earlier: FieldParts | undefined, counted: Counted, around: Around): FieldVerdict {
  const { event, field, parts } = one;
  const figures = fieldFigures(one, undefined, counted, around);
  const sums = parts.map((part) => part.sums).reduce<FieldSums>(addSums, noSums);
  const spread = counted.facts.spread.find((row) => row.event === event && row.field === field);
  const ages = counted.facts.said.filter((row) => event === '' && row.field === field);
  const people = ages.reduce((sum, row) => sum + row.people, 0);
  return verdictOf({
    ...figures,
    imputedShare: sums.filled + sums.imputed === 0 ? 0 : sums.imputed / (sums.filled + sums.imputed),
    trust: Math.max(0, ...parts.map((part) => around.sourceOf(part.source).trust)),
    sources: parts.filter((part) => part.have > 0).map((part) => part.source),
    ageDays: people === 0 ? null : Math.round(ages.reduce((sum, row) => sum + row.ageDays * row.people, 0) / people),
    // Of customers the share stands as it is now in both, so it tells no trend.
    moved: earlier === undefined || event === '' || earlier.n === 0 || one.n === 0 ? null : one.have / one.n - earlier.have / earlier.n,
    separation: spread === undefined || spread.values === 0 ? undefined : separationOf(spread),
    isOfPeople: event === '',
  });
}

/** A row of the list of fields, without its days. */
export function fieldRow(one: FieldParts, earlier: FieldParts | undefined, counted: Counted, around: Around): Omit<FieldQuality, 'days'> {
  const { event, field, parts, isExpected } = one;
  return {
    event,
    field,
    sources: parts.map((part) => part.source),
    messages: parts.reduce((sum, part) => sum + part.sums.sent, 0),
    isExpected,
    figures: fieldFigures(one, undefined, counted, around),
    imputed: parts.reduce((sum, part) => sum + part.sums.imputed, 0),
    verdict: fieldVerdict(one, earlier, counted, around),
    uses: around.usesOf(event, field).length,
  };
}

const order: Readonly<Record<FieldVerdict['advice']['what'], number>> = { repair: 0, avoid: 1, wait: 3, use: 2 };

/** What is to be mended first; among these what is used and what came most. */
export function sortedRows<Row extends Omit<FieldQuality, 'days'>>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(
    (a, b) =>
      order[a.verdict.advice.what] - order[b.verdict.advice.what] ||
      b.uses - a.uses ||
      b.messages - a.messages ||
      (a.event + a.field < b.event + b.field ? -1 : 1),
  );
}
