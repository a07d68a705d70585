import { type Compiled, compileMembers, type EvaluationContext, type Rule } from '#compile';
import { combined } from './combine.ts';
import type { LifecyclePlan } from './parse-lifecycle.ts';

const everybody: Rule = { kind: 'all', of: [] };

/**
 * SQL selecting everybody's stage: the first in the definition's order whose rule holds and to which a move is allowed from the present one
 * (staying always is). Nothing allowed holds: the present stage stays, and so it does when no rule holds at all. Who has no stage yet, or one that
 * the definition no longer knows, may enter anywhere. At most one move a run.
 *
 * `fields`: `previous` the stage before, `since` the moment of the last move, `wanted` the first stage whose rule holds when that is not where
 * the profile is: what a forbidden move leaves on record. The answer hangs on the moment, the data and the stored stage alone.
 */
export function lifecycleValues({ stages }: LifecyclePlan, tag: number, context: EvaluationContext): Compiled {
  const names = stages.map(({ name }) => name);
  const held = stages.map(({ rule }) => compileMembers(rule, context));
  return combined(
    [compileMembers(everybody, context), ...held],
    ([living, ...members]) => `
      SELECT profile_id, names[place] AS text, CAST([], 'Array(String)') AS items, CAST(map(
          'previous', if(moved, was, fields['previous']), 'since', if(moved, {moment:String}, fields['since']), 'wanted', if(wanted = place, '', names[wanted])
        ), 'Map(String, String)') AS fields
      FROM (
        SELECT profile_id, was, fields, {names:Array(String)} AS names, indexOf(names, was) AS present,
          if(empty(holds), present, holds[1]) AS wanted,
          arrayFirst(stage -> has({allowed:Array(Array(UInt8))}[present + 1], stage), holds) AS reached,
          if(reached = 0, present, reached) AS place, place != present AS moved
        FROM (
          SELECT profile_id, arraySort(groupArrayIf(place, place > 0)) AS holds, anyIf(text, place = 0) AS was, anyIf(fields, place = 0) AS fields
          FROM (
            ${members.map((sql, index) => `SELECT profile_id, toUInt8(${index + 1}) AS place, '' AS text, CAST(map(), 'Map(String, String)') AS fields FROM (${sql})`).join(' UNION ALL ')}
            UNION ALL
            SELECT profile_id, toUInt8(0) AS place, text, fields FROM tag_value FINAL
            WHERE workspace = {own:UInt32} AND tag_id = {tag:UInt32} AND profile_id IN (${living})
          )
          GROUP BY profile_id
        )
      )
      WHERE place > 0`,
    { names, allowed: allowedFrom(stages), moment: new Date(context.at).toISOString(), own: context.workspace, tag },
  );
}

/** By place of the present stage (0: none), the places that can be reached, its own among them. */
const allowedFrom = (stages: LifecyclePlan['stages']): readonly (readonly number[])[] => [
  stages.map((_, index) => index + 1),
  ...stages.map(({ to }, index) => [index + 1, ...to.map((place) => place + 1)]),
];
