import type { QualityDay } from '@danqing/contracts';
import { addSums, type FieldSums, invalidOf, noSums, usualTypeOf } from '../figures/validity.ts';
import { timedOf, timelyOf } from '../lag.ts';
import type { FieldParts } from './parts.ts';
import type { FieldDay, SubjectDay } from './sums.read.ts';
import { hasLag } from './whole.ts';

const share = (good: number, n: number): number | null => (n === 0 ? null : Math.round((good / n) * 10_000) / 10_000);
const total = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

/** Day by day: completeness of the expected fields of events, validity as far as cleaning rules refused, timeliness of sources that send as things happen. */
export function dayPoints(
  subjects: readonly SubjectDay[],
  fieldDays: readonly FieldDay[],
  { fields, kindOf, source }: { readonly fields: readonly FieldParts[]; readonly kindOf: (source: string) => string; readonly source?: string | undefined },
): QualityDay[] {
  const isMeant = (name: string): boolean => source === undefined || name === source;
  const expected = new Set(
    fields.flatMap((one) =>
      one.parts.filter((part) => one.event !== '' && part.isExpected && isMeant(part.source)).map((part) => `${one.event}\t${one.field}\t${part.source}`),
    ),
  );
  const expectedOf = Map.groupBy(expected, (key) => `${key.split('\t')[0] ?? ''}\t${key.split('\t')[2] ?? ''}`);
  const byDay = Map.groupBy(
    fieldDays.filter((row) => isMeant(row.source)),
    ({ day }) => day,
  );
  return [
    ...Map.groupBy(
      subjects.filter((row) => isMeant(row.source) && row.event !== ''),
      ({ day }) => day,
    ),
  ].map(([day, rows]) => {
    const values = byDay.get(day) ?? [];
    const wanted = total(rows, (row) => row.messages * (expectedOf.get(`${row.event}\t${row.source}`)?.length ?? 0));
    const have = total(values, (row) => (expected.has(`${row.event}\t${row.field}\t${row.source}`) ? row.filled : 0));
    const timed = rows.filter((row) => hasLag(kindOf(row.source)));
    const sent = total(values, (row) => row.sent);
    return {
      day,
      messages: total(rows, (row) => row.messages),
      completeness: share(Math.min(have, wanted), wanted),
      validity: share(sent - total(values, (row) => Math.min(row.sent, row.refused)), sent),
      timeliness: share(
        total(timed, (row) => timelyOf(row.lags)),
        total(timed, (row) => timedOf(row.lags)),
      ),
    };
  });
}

/** One field day by day; `messages`: of the sources that send it. Of customers the share of the messages about them that say it. */
export function fieldDayPoints(
  rows: readonly FieldDay[],
  messagesOf: (day: string, event: string, source: string) => number,
  sources: readonly string[],
): { readonly day: string; readonly n: number; readonly completeness: number | null; readonly validity: number | null }[] {
  const type = usualTypeOf(rows.reduce<FieldSums>(addSums, noSums));
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, said]) => {
    const [first] = said;
    const sums = said.reduce<FieldSums>(addSums, noSums);
    const n = first === undefined ? 0 : total(sources, (source) => messagesOf(day, first.event, source));
    return { day, n, completeness: share(Math.min(n, sums.filled), n), validity: share(sums.sent - invalidOf(sums, { breaches: 0, type }), sums.sent) };
  });
}
