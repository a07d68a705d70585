import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Rule, type Sentence } from '#compile';
import { Fault } from '#kernel';
import { type Step, type Steps, stepsOf } from './steps.ts';

/** What one condition does to the crowd. */
export interface FunnelStep {
  readonly path: string;
  readonly sentence: Sentence;
  readonly isExclusion: boolean;
  /** How many the condition holds of, by itself. */
  readonly alone: number;
  /** How many are left once it stands with all the steps before it; in an `any`, how many there are with those before it. */
  readonly leaves: number;
  readonly branches: readonly FunnelStep[];
}

export interface Funnel {
  readonly join: 'all' | 'any';
  readonly steps: readonly FunnelStep[];
}

/** A statement that counts everything a funnel shows, the members and the population; `read` makes the funnel of its row. */
export interface FunnelQuery extends Compiled {
  read(row: Readonly<Record<string, unknown>>): Funnel;
}

const maxSteps = 100;

/**
 * One pass over all profiles: a column for each condition, then counts of columns. Selects `count`, `total`, `sample` (ids of the lowest members, at
 * most {sample:UInt32}) and the funnel's counts. Costs what the conditions cost without the short cuts that a plain count can take.
 */
export function funnelQuery(rule: Rule, context: EvaluationContext): FunnelQuery {
  const steps = stepsOf(rule);
  const plan = planOf(steps);
  if (plan.columns.size > maxSteps)
    throw new Fault('DQ_RULE_TOO_LARGE', 422, `the funnel of a rule shows up to ${maxSteps} conditions; this one has ${plan.columns.size}`);
  const asked: Record<string, AskedColumn> = { is_member: { kind: 'rule', rule } };
  for (const [step, name] of plan.columns) asked[name] = { kind: 'rule', rule: step.rule };
  const { sql, params } = compileColumns(asked, context);
  const counts = [...plan.counts].map(([name, condition]) => `, countIf(${condition}) AS ${name}`).join('');
  return {
    sql: `SELECT count() AS total, countIf(is_member) AS count, arraySlice(groupArraySortedIf(1000)(profile_id, is_member), 1, {sample:UInt32}) AS sample${counts} FROM (${sql})`,
    params,
    read: (row) => ({ join: steps.join, steps: readSteps(steps.of, plan, row) }),
  };
}

interface Plan {
  readonly columns: Map<Step, string>;
  /** Name of the count → condition over the columns. */
  readonly counts: Map<string, string>;
}

function planOf(steps: Steps): Plan {
  const plan: Plan = { columns: new Map(), counts: new Map() };
  const visit = (of: readonly Step[], join: Steps['join']): void => {
    const before: string[] = [];
    for (const step of of) {
      const column = `step_${plan.columns.size}`;
      plan.columns.set(step, column);
      before.push(column);
      plan.counts.set(`${column}_alone`, column);
      plan.counts.set(`${column}_leaves`, before.join(join === 'all' ? ' AND ' : ' OR '));
      visit(step.branches, 'any');
    }
  };
  visit(steps.of, steps.join);
  return plan;
}

const readSteps = (steps: readonly Step[], plan: Plan, row: Readonly<Record<string, unknown>>): readonly FunnelStep[] =>
  steps.map((step) => {
    const column = plan.columns.get(step) ?? '';
    return {
      path: step.path,
      sentence: step.sentence,
      isExclusion: step.isExclusion,
      alone: Number(row[`${column}_alone`]),
      leaves: Number(row[`${column}_leaves`]),
      branches: readSteps(step.branches, plan, row),
    };
  });
