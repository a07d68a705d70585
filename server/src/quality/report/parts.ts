import type { CatalogueUse, QualityDimension, QualityFigure, QualityFigures } from '@danqing/contracts';
import { figureOf, figureOfAll, type Portion } from '../figures/figure.ts';
import type { Measured } from '../figures/thresholds.ts';
import { addSums, type FieldSums, invalidOf, noSums, usualTypeOf } from '../figures/validity.ts';
import { type Facts, pairScaleOf, scaleOf } from '../standing/facts.ts';
import type { FieldRow, SubjectSums } from './sums.read.ts';

/** All that the figures of a stretch of days are made from. */
export interface Counted {
  readonly subjects: readonly SubjectSums[];
  readonly fields: readonly FieldRow[];
  /** By `event\tfield\tsource`. */
  readonly breaches: ReadonlyMap<string, number>;
  readonly facts: Facts;
  /** Messages that were received in these days, by source: by the clock of receipt, like those that were dropped. */
  readonly received: ReadonlyMap<string, number>;
  /** Messages dropped because they had come before, by source. */
  readonly duplicates: ReadonlyMap<string, number>;
}

/** What is known besides counts. */
export interface Around {
  /** The least that is wanted; null: it is not watched. */
  readonly leastOf: (dimension: QualityDimension, of: Measured) => number | null;
  /** `event\tfield` of what the tracking plan wants in every message. */
  readonly required: ReadonlySet<string>;
  readonly usesOf: (event: string, field: string) => readonly CatalogueUse[];
  readonly sourceOf: (name: string) => { readonly kind: string; readonly trust: number };
}

/** One field of one event (of customers: event '') as one source sends it. */
interface Part {
  readonly event: string;
  readonly field: string;
  readonly source: string;
  /** Messages, of customers the people that were looked at. */
  readonly n: number;
  readonly have: number;
  readonly deff: number;
  readonly sums: FieldSums;
  readonly invalid: number;
  readonly isExpected: boolean;
}

/** Those of one field together. */
export interface FieldParts {
  readonly event: string;
  readonly field: string;
  readonly parts: readonly Part[];
  readonly n: number;
  readonly have: number;
  readonly deff: number;
  /** How many each of `n` stands for: more than 1 where people are a sample. */
  readonly scale: number;
  readonly isExpected: boolean;
}

/** What says who somebody is has no fields of its own. */
const noSubjects: ReadonlySet<string> = new Set(['$identify', '$group', '$alias']);
/** What most messages have is missing where it is not. */
const mostly = 0.5;

const keyOf = (...names: readonly string[]): string => names.join('\t');

/** Every field that came in the stretch, with each source that sends it. */
export function fieldParts({ subjects, fields, breaches, facts }: Counted, { required, usesOf }: Around): readonly FieldParts[] {
  const messages = new Map(subjects.map((one) => [keyOf(one.event, one.source), one.messages]));
  const said = new Map(facts.said.map((one) => [keyOf(one.field, one.source), one]));
  const holders = new Map(facts.holders.map((one) => [one.field, one]));
  const grouped = Map.groupBy(
    fields.filter(({ event }) => !noSubjects.has(event)),
    ({ event, field }) => keyOf(event, field),
  );
  return [...grouped.values()].flatMap((rows): readonly FieldParts[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const { event, field } = first;
    const type = usualTypeOf(rows.reduce<FieldSums>(addSums, noSums));
    const isWanted = required.has(keyOf(event, field)) || usesOf(event, field).length > 0;
    const parts = rows.map(({ source, ...sums }): Part => {
      const isOfPeople = event === '';
      const n = (isOfPeople ? said.get(keyOf('', source))?.people : messages.get(keyOf(event, source))) ?? 0;
      const have = Math.min(n, isOfPeople ? (said.get(keyOf(field, source))?.people ?? 0) : sums.filled);
      const invalid = invalidOf(sums, { breaches: breaches.get(keyOf(event, field, source)) ?? 0, type });
      const deff = isOfPeople ? (said.get(keyOf(field, source))?.deff ?? 1) : 1;
      return { event, field, source, n, have, deff, sums, invalid, isExpected: isWanted || (n > 0 && have >= mostly * n) };
    });
    const n = event === '' ? (holders.get('')?.people ?? 0) : parts.reduce((sum, part) => sum + part.n, 0);
    const have = event === '' ? (holders.get(field)?.people ?? 0) : parts.reduce((sum, part) => sum + part.have, 0);
    const deff = event === '' ? (holders.get(field)?.deff ?? 1) : 1;
    return [{ event, field, parts, n, have: Math.min(n, have), deff, scale: scaleOf(facts, event), isExpected: isWanted || (n > 0 && have >= mostly * n) }];
  });
}

/** Pairs of sources that both say a field; of one source when it is named. */
export const pairsOf = ({ agreement }: Facts, event: string, field: string, source?: string): Facts['agreement'] =>
  agreement.filter((one) => one.event === event && one.field === field && (source === undefined || one.a === source || one.b === source));

/** The same as portions of a figure. */
export const agreementPortions = (facts: Facts, pairs: Facts['agreement']): readonly Portion[] =>
  pairs.map(({ event, both, agree, deff }) => ({ good: agree, n: both, scale: pairScaleOf(facts, event), deff }));

const total = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

const unknown = (least: number | null): QualityFigure => figureOf(0, 0, least);

/** The figures of a field: of one source, or of all of them together. */
export function fieldFigures(
  one: FieldParts,
  source: string | undefined,
  { facts }: Pick<Counted, 'facts'>,
  { leastOf }: Pick<Around, 'leastOf'>,
): QualityFigures {
  const { event, field } = one;
  const parts = source === undefined ? one.parts : one.parts.filter((part) => part.source === source);
  const [part] = parts;
  const least = (dimension: QualityDimension): number | null => leastOf(dimension, { source: source ?? '', event, field });
  const isExpected = source === undefined ? one.isExpected : part?.isExpected === true;
  const { have, n, deff } = source === undefined ? one : (part ?? { have: 0, n: 0, deff: 1 });
  const sent = total(parts, ({ sums }) => sums.sent);
  const pairs = pairsOf(facts, event, field, source);
  return {
    completeness: figureOfAll([{ good: have, n, scale: one.scale, deff }], isExpected ? least('completeness') : null),
    validity: figureOf(sent - total(parts, ({ invalid }) => invalid), sent, least('validity')),
    uniqueness: unknown(null),
    timeliness: unknown(null),
    consistency: figureOfAll(agreementPortions(facts, pairs), least('consistency')),
  };
}
