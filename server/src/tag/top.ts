import { type Compiled, compileTop, type EvaluationContext, type TagType } from '#compile';
import { combined } from './combine.ts';
import type { TopPlan } from './parse-top.ts';

/** SQL selecting the preferred values of everybody who has any, the most preferred first; `fields` holds the score of each. */
export const topValues = (plan: TopPlan, type: TagType, context: EvaluationContext): Compiled =>
  combined(
    [compileTop(plan, context)],
    ([ranked]) => `
      SELECT profile_id, ${type === 'text' ? `ranked.items[1] AS text, CAST([], 'Array(String)') AS items` : `'' AS text, items`},
        CAST(mapFromArrays(ranked.items, arrayMap(score -> toString(score), scores)), 'Map(String, String)') AS fields
      FROM (${ranked}) AS ranked`,
  );
