import type { QualityFigures } from '@danqing/contracts';
import { figureOf, figureOfAll, type Portion } from '../figures/figure.ts';
import { timedOf, timelyOf } from '../lag.ts';
import { agreementPortions, type Around, type Counted, type FieldParts } from './parts.ts';

const total = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

/** Whether messages of a source can be late: a file tells of the past. */
export const hasLag = (kind: string): boolean => kind !== 'import';

/**
 * Figures of everything, or of one source. Completeness is of the values that ought to be there (expected fields × messages, or people), validity of the values that came, uniqueness of messages and
 * orders, timeliness of the messages of sources that send as things happen, consistency of what two sources both say.
 */
export function wholeFigures(counted: Counted, around: Around, fields: readonly FieldParts[], source?: string): QualityFigures {
  const { subjects, facts, received, duplicates } = counted;
  const of = { source: source ?? '', event: '*', field: '' };
  const isMeant = (name: string): boolean => source === undefined || name === source;
  const parts = fields.flatMap((one) => one.parts.map((part) => ({ ...part, scale: one.scale }))).filter((part) => isMeant(part.source));
  const expected = (source === undefined ? fields : parts)
    .filter(({ isExpected }) => isExpected)
    .map(({ have, n, scale, deff }): Portion => ({ good: have, n, scale, deff }));
  const sent = total(parts, ({ sums }) => sums.sent);
  const own = subjects.filter((one) => one.event !== '' && isMeant(one.source));
  const messages = total(own, (one) => one.messages);
  const repeated = total([...duplicates], ([name, count]) => (isMeant(name) ? count : 0));
  const orders = facts.repeats.filter((one) => isMeant(one.source));
  // By receipt, as doubles are; before counters were kept, what is stored.
  const told = total([...received], ([name, count]) => (isMeant(name) ? count : 0)) || messages + repeated;
  const doubles = repeated + total(orders, ({ repeats }) => repeats) * facts.orders.oneOf;
  const timed = own.filter((one) => hasLag(around.sourceOf(one.source).kind));
  const pairs = facts.agreement.filter((one) => isMeant(one.a) || isMeant(one.b));
  const least = (dimension: keyof QualityFigures): number | null => around.leastOf(dimension, of);
  return {
    completeness: figureOfAll(expected, least('completeness')),
    validity: figureOf(sent - total(parts, ({ invalid }) => invalid), sent, least('validity')),
    uniqueness: { ...figureOf(Math.max(0, told - doubles), told, least('uniqueness')), isSample: orders.length > 0 && facts.orders.oneOf > 1 },
    timeliness: figureOf(
      total(timed, ({ lags }) => timelyOf(lags)),
      total(timed, ({ lags }) => timedOf(lags)),
      least('timeliness'),
    ),
    consistency: figureOfAll(agreementPortions(facts, pairs), least('consistency')),
  };
}
