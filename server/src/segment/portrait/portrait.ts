import { type Compiled, type Dependencies, dependenciesOf, type EvaluationContext, type Rule, type Vocabulary } from '#compile';
import type { ClickHouse } from '#platform';
import { type AttributePortrait, assemble } from './assemble.ts';
import type { Attribute } from './catalogue.ts';
import { bucketRows, portraitQuery, type Shown } from './count.ts';
import type { LeftOut } from './shape.ts';
import type { ShapesOf } from './shapes.ts';

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
 * How a segment differs from everyone, or from another: every trait, tag and metric on both sides. One statement whatever their number, once it is known how each
 * is cut (`shapes.ts`).
 */
export async function portray(
  { clickhouse, shapes: known }: { readonly clickhouse: ClickHouse; readonly shapes: ShapesOf },
  { inside, against, context, vocabulary, kinds, oneIn = 1 }: PortraitRequest,
  signal: AbortSignal,
): Promise<Portrait> {
  const run = async <Row extends object>({ sql, params }: Compiled): Promise<readonly Row[]> =>
    await clickhouse.query<Row>(sql, params, { lane: 'interactive', signal });
  const { total, shapes, beyond } = await known.of(context, vocabulary, kinds, signal);
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
      ...beyond.map((attribute) => ({ attribute, reason: 'too_many_attributes' as const })),
    ],
  };
}

/** What the rule itself asks for differs by construction; the portrait says so. */
const isNamed = ({ kind, key }: Attribute, { traits, tags }: Dependencies): boolean =>
  kind === 'trait' ? traits.includes(key) : kind === 'tag' && tags.includes(key.split('.', 1)[0] ?? key);
