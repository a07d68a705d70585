import type { MeasureJson, RuleJson } from '@danqing/contracts';
import { type Measure, parseMeasure, parseRule, type Rule } from '#compile';

const nothing = { tags: new Map(), segments: new Map() };

/** A rule of ours, in the wire form. */
export function ruleOf(json: RuleJson): Rule {
  const parsed = parseRule(json, nothing);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.rule;
}

/** A measure of ours, in the wire form. */
export function measureOf(json: MeasureJson): Measure {
  const parsed = parseMeasure(json, nothing);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.measure;
}
