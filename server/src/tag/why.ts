import { TagWhy, WhyParams, WhyQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Claim, describeTag, type EvaluationContext } from '#compile';
import { parseMoment, prove, type ProveDeps, readCutPoints } from '#evaluate';
import { typed } from '#platform';
import { fieldsOf } from './fields.ts';
import { parseTag } from './parse.ts';
import type { TagPlan } from './plan.ts';
import { frozenOf } from './stage.ts';
import { existingTag, type TagDeps } from './save.ts';
import type { Tag } from './tag.store.ts';
import { shownValue, type StoredValue } from './values.ts';
import { readStored } from './values.read.ts';
import { compileValues } from './values-sql.ts';

type Details = TagWhy['details'];

/** What of a definition can be proven for one profile: rules, cases and stages in order, or the measures behind a value. */
function claimsOf(plan: TagPlan): readonly Claim[] {
  switch (plan.kind) {
    case 'rule':
      return [{ rule: plan.rule }];
    case 'cases':
      return plan.cases.map(({ rule }) => ({ rule }));
    case 'lifecycle':
      return plan.lifecycle.stages.map(({ rule }) => ({ rule }));
    case 'measure':
      return [{ measure: plan.measure }];
    case 'trait':
      return [{ trait: plan.path }];
    case 'rfm':
      return [{ measure: plan.rfm.recency }, { measure: plan.rfm.frequency }, { measure: plan.rfm.monetary }];
    case 'top':
      return [{ measure: plan.top.values }, ...(plan.top.weight === null ? [] : [{ measure: plan.top.weight }])];
    case 'sql':
    case 'manual':
      return [];
  }
}
