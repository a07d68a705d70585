import { compileTotal, compileTraitPaths, type Dependencies, dependenciesOf, type EvaluationContext, type Rule, type Vocabulary } from '#compile';
import type { ClickHouse } from '#platform';
import { type AttributePortrait, assemble } from './assemble.ts';
import { type Attribute, catalogueOf, maxAttributes } from './catalogue.ts';
import { bucketRows, portraitQuery, type Shown } from './count.ts';
import { type LeftOut, shapeOf } from './shape.ts';
import { readSurvey, surveyed, surveyQuery } from './survey.ts';

export interface PortraitRequest {
  readonly inside: Rule;
  /** Whom the segment is held against; null: everyone. */
  readonly against: Rule | null;
  readonly context: EvaluationContext;
  readonly vocabulary: Vocabulary;
  /** Draws one customer in so many; all when left out. */
  readonly oneIn?: number;
  /** Only attributes of these kinds; all when left out. */
  readonly kinds?: readonly string[] | undefined;
}

export interface Portrait {
  readonly inside: number;
  readonly base: number;
  readonly both: number;
  /** 1: everybody was counted. */
  readonly oneIn: number;
  /** Most telling first. */
  readonly attributes: readonly (AttributePortrait & { readonly isInRule: boolean })[];
  readonly leftOut: readonly { readonly attribute: Attribute; readonly reason: LeftOut | 'too_many_attributes' }[];
}

/**
 * How a segment differs from everyone, or from another: every trait, tag and metric on both sides. Four statements whatever their number:
 * which traits there are, how many people, a survey of a sample that decides how each is cut, and everything that is counted.
 */
export async function portray(
  clickhouse: ClickHouse,
  { inside, against, context, vocabulary, kinds, oneIn = 1 }: PortraitRequest,
  signal: AbortSignal,
): Promise<Portrait> {
  const options = { lane: 'interactive', signal } as const;
  const run = <Row extends object>({ sql, params }: { sql: string; params: Record<string, unknown> }): Promise<readonly Row[]> =>
    clickhouse.query<Row>(sql, params, options);
  const [paths, [population]] = await Promise.all([run<{ path: string }>(compileTraitPaths(context)), run<{ total: number }>(compileTotal(context))]);
  const total = population?.total ?? 0;
  const catalogue = catalogueOf(
    paths.map(({ path }) => path),
    vocabulary,
  ).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const attributes = catalogue.slice(0, maxAttributes);
  const [looks] = await run<Record<string, unknown>>(surveyQuery(attributes, context, Math.max(1, Math.floor(total / surveyed))));
  const shapes = attributes.map((attribute, place) => ({ attribute, shape: shapeOf(attribute, readSurvey(looks ?? {}, place)) }));
  const shown = shapes.filter((each): each is Shown => each.shape.form !== 'left_out');
  const [counted = {}] = await run<Record<string, unknown>>(portraitQuery(shown, inside, against, oneIn > 1 ? { ...context, oneIn } : context, total));
  const summary = 'both' in counted ? counted : { ...counted, both: counted['inside'] };
  const named = dependenciesOf(inside, context);
  return {
    inside: Number(summary['inside'] ?? 0),
    base: Number(summary['base'] ?? 0),
    both: Number(summary['both'] ?? 0),
    oneIn,
    attributes: assemble(shown, bucketRows(counted, shown), summary).map((each) => ({ ...each, isInRule: isNamed(each.shown.attribute, named) })),
    leftOut: [
      ...shapes.flatMap(({ attribute, shape }) => (shape.form === 'left_out' && shape.reason !== 'nobody' ? [{ attribute, reason: shape.reason }] : [])),
      ...catalogue.slice(maxAttributes).map((attribute) => ({ attribute, reason: 'too_many_attributes' as const })),
    ],
  };
}

/** What the rule itself asks for differs by construction; the portrait says so. */
const isNamed = ({ kind, key }: Attribute, { traits, tags }: Dependencies): boolean =>
  kind === 'trait' ? traits.includes(key) : kind === 'tag' && tags.includes(key.split('.', 1)[0] ?? key);
