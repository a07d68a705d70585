import { compileTotal, compileTraitPaths, type Compiled, type EvaluationContext, type Vocabulary } from '#compile';
import type { Clock } from '#kernel';
import type { ClickHouse } from '#platform';
import { type Attribute, catalogueOf, maxAttributes } from './catalogue.ts';
import { createKept } from '../kept.ts';
import { type Shape, shapeOf } from './shape.ts';
import { readSurvey, surveyed, surveyQuery } from './survey.ts';

/** Everything known of people that a portrait may show, and how it is cut: the same for every segment. */
interface Shapes {
  /** Profiles of the workspace. */
  readonly total: number;
  readonly shapes: readonly { readonly attribute: Attribute; readonly shape: Shape }[];
  /** Attributes beyond what one portrait counts. */
  readonly beyond: readonly Attribute[];
}

export interface ShapesOf {
  /** `kinds`: only attributes of these kinds; all when left out. */
  of(context: EvaluationContext, vocabulary: Vocabulary, kinds: readonly string[] | undefined, signal: AbortSignal): Promise<Shapes>;
}

const workspacesKept = 32;

/** Three statements: which traits there are, how many people, a survey of a sample that decides how each attribute is cut. */
async function readShapes(
  clickhouse: ClickHouse,
  context: EvaluationContext,
  vocabulary: Vocabulary,
  kinds: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Shapes> {
  const run = <Row extends object>({ sql, params }: Compiled): Promise<readonly Row[]> => clickhouse.query<Row>(sql, params, { lane: 'interactive', signal });
  const [paths, [population]] = await Promise.all([run<{ path: string }>(compileTraitPaths(context)), run<{ total: number }>(compileTotal(context))]);
  const total = population?.total ?? 0;
  const catalogue = catalogueOf(
    paths.map(({ path }) => path),
    vocabulary,
  ).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const attributes = catalogue.slice(0, maxAttributes);
  const [looks] = await run<Record<string, unknown>>(surveyQuery(attributes, context, Math.max(1, Math.floor(total / surveyed))));
  const shapes = attributes.map((attribute, place) => ({ attribute, shape: shapeOf(attribute, readSurvey(looks ?? {}, place)) }));
  return { total, shapes, beyond: catalogue.slice(maxAttributes) };
}

/** Reads them at most every ten minutes where that is costly: it is as much work as counting a portrait. Tags that come or go are seen at once. */
export function createShapes(clickhouse: ClickHouse, clock: Clock): ShapesOf {
  const kept = createKept<Shapes>(clock, workspacesKept);
  return {
    of: (context, vocabulary, kinds, signal) => {
      const tags = [...vocabulary.tags].map(([key, { fields }]) => `${key}:${fields.join()}`);
      const key = JSON.stringify([context.workspace, kinds, tags]);
      return kept.of(key, () => readShapes(clickhouse, context, vocabulary, kinds, signal));
    },
  };
}
