import type { FieldQualityDetail, FieldQualityList } from '@danqing/contracts';
import { notFound } from '#kernel';
import { separationOf } from '../figures/spread.ts';
import { fieldDayPoints } from './days.ts';
import { fieldRow, sortedRows } from './field-list.ts';
import { readAround, readBoth, type ReportDeps } from './load.ts';
import { fieldFigures, type FieldParts, fieldParts, pairsOf } from './parts.ts';
import { type Period, periodOf, periodView } from './period.ts';
import { pairScaleOf } from '../standing/facts.ts';
import { sampleView } from './sample.ts';
import { readFieldDays, readSubjectDays } from './sums.read.ts';

const keyOf = ({ event, field }: { readonly event: string; readonly field: string }): string => `${event}\t${field}`;

/** Day by day, of the fields that are shown. */
async function readDays({ pg }: ReportDeps, period: Period, fields: readonly FieldParts[]) {
  const [days, subjects] = await Promise.all([readFieldDays(pg, period.now, fields), readSubjectDays(pg, period.now)]);
  const messages = new Map(subjects.map((row) => [`${row.day}\t${row.event}\t${row.source}`, row.messages]));
  const byField = Map.groupBy(days, keyOf);
  return (one: FieldParts) =>
    fieldDayPoints(
      byField.get(keyOf(one)) ?? [],
      (day, event, source) => messages.get(`${day}\t${event}\t${source}`) ?? 0,
      one.parts.map(({ source }) => source),
    );
}

export interface FieldsQuery {
  readonly workspace: number;
  readonly timezone: string;
  readonly days: number;
  readonly source: string | undefined;
  readonly event: string | undefined;
  readonly search: string;
  readonly advice: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Fields with their figures and verdicts; those to be mended first. */
export async function listFields(deps: ReportDeps, query: FieldsQuery): Promise<FieldQualityList> {
  const period = await periodOf(deps, query, query.days);
  const [[now, before], around] = await Promise.all([readBoth(deps, period), readAround(deps, query.workspace)]);
  const earlier = new Map(fieldParts(before, around).map((one) => [keyOf(one), one]));
  const all = fieldParts(now, around);
  const asked = all.filter(
    ({ event, field, parts }) =>
      (query.event === undefined || event === query.event) &&
      (query.source === undefined || parts.some(({ source }) => source === query.source)) &&
      field.toLowerCase().includes(query.search.toLowerCase()),
  );
  const rows = sortedRows(asked.map((one) => ({ one, ...fieldRow(one, earlier.get(keyOf(one)), now, around) }))).filter(
    ({ verdict }) => query.advice === undefined || verdict.advice.what === query.advice,
  );
  const page = rows.slice(query.offset, query.offset + query.limit);
  const daysOf = await readDays(
    deps,
    period,
    page.map(({ one }) => one),
  );
  return {
    ...periodView(period),
    items: page.map(({ one, ...row }) => ({ ...row, days: daysOf(one) })),
    total: rows.length,
    events: [...new Set(all.map(({ event }) => event))].toSorted(),
  };
}

/** One field from all sides. Throws DQ_NOT_FOUND when it did not come in these days. */
export async function describeField(
  deps: ReportDeps,
  query: { readonly workspace: number; readonly timezone: string; readonly days: number; readonly event: string; readonly field: string },
): Promise<FieldQualityDetail> {
  const period = await periodOf(deps, query, query.days);
  const [[now, before], around] = await Promise.all([readBoth(deps, period), readAround(deps, query.workspace)]);
  const one = fieldParts(now, around).find(({ event, field }) => event === query.event && field === query.field);
  if (one === undefined) throw notFound(`the field ${query.field} in these days`);
  const earlier = fieldParts(before, around).find((each) => keyOf(each) === keyOf(one));
  const daysOf = await readDays(deps, period, [one]);
  const { facts } = now;
  const spread = facts.spread.find((row) => keyOf(row) === keyOf(one));
  return {
    ...periodView(period),
    ...fieldRow(one, earlier, now, around),
    days: daysOf(one),
    bySource: one.parts.map((part) => ({
      source: part.source,
      trust: around.sourceOf(part.source).trust,
      messages: part.sums.sent,
      people: one.event === '' ? part.have : null,
      figures: fieldFigures(one, part.source, now, around),
      imputed: part.sums.imputed,
    })),
    people: one.event === '' ? { filled: one.have, all: one.n } : null,
    sample: one.event === '' ? sampleView(facts) : null,
    pairs: pairsOf(facts, one.event, one.field).map(({ a, b, both, agree }) => ({ a, b, both, agree, isSample: pairScaleOf(facts, one.event) > 1 })),
    spread:
      spread === undefined
        ? null
        : {
            values: spread.values,
            distinct: spread.distinct,
            entropy: separationOf(spread).entropy,
            isNumber: separationOf(spread).isNumber,
            quantiles: [...spread.deciles],
          },
    usedBy: [...around.usesOf(one.event, one.field)],
  };
}
