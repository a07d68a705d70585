import { unitMs } from '#kernel';
import { metricEvents, metricOf } from '../metrics.ts';
import type { Duration, Measure, NumberTest, Rule, Selection, Test, Where, Window } from '../rule.ts';

/** Events by name; '*' is any. */
interface WindowEdge {
  readonly event: string;
  readonly window: Window | null;
}

/** An event of this name reaches an age at which some comparison turns. */
interface AgeEdge {
  readonly event: string;
  readonly ageMs: number;
}

/** A date in a trait or tag comes within, or leaves, a distance of the present. */
export interface DateEdge {
  readonly source: Extract<Rule, { readonly kind: 'trait' | 'tag' }>;
  readonly test: { readonly op: 'withinLast' | 'withinNext'; readonly value: Duration };
}

export type AnniversaryEdge = Extract<Rule, { readonly kind: 'anniversary' }>;

/** Every moment at which an answer may change by time alone: its boundary functions. */
export interface TimeEdges {
  readonly windows: readonly WindowEdge[];
  readonly ages: readonly AgeEdge[];
  readonly dates: readonly DateEdge[];
  /** Consent begins and expires. */
  readonly hasConsent: boolean;
  /** Whose days come and go when a day begins. */
  readonly anniversaries: readonly AnniversaryEdge[];
  /** It moves all the time, or at moments that only the values themselves tell: looked at again at intervals. */
  readonly isDrifting: boolean;
  /** Why it cannot be evaluated profile by profile; null when it can. */
  readonly obstacle: string | null;
}

interface Found {
  readonly windows: WindowEdge[];
  readonly ages: AgeEdge[];
  readonly dates: DateEdge[];
  readonly anniversaries: AnniversaryEdge[];
  hasConsent: boolean;
  isDrifting: boolean;
  obstacle: string | null;
}

const found = (): Found => ({
  windows: [],
  ages: [],
  dates: [],
  hasConsent: false,
  anniversaries: [],
  isDrifting: false,
  obstacle: null,
});

/** Rules stand for the segments they name, as in the SQL; of those that are missing nothing is said. */
export type Segments = ReadonlyMap<string, Rule>;

/** The boundary functions of several rules and measures together. */
export function timeEdgesOf(parts: readonly ({ readonly rule: Rule } | { readonly measure: Measure })[], segments: Segments): TimeEdges {
  const edges = found();
  for (const part of parts) {
    if ('rule' in part) visitRule(part.rule, edges, segments, []);
    else visitMeasure(part.measure, edges);
  }
  return edges;
}

function visitRule(rule: Rule, edges: Found, segments: Segments, way: readonly string[]): void {
  switch (rule.kind) {
    case 'has':
    case 'list':
      return;
    case 'all':
    case 'any':
      for (const part of rule.of) visitRule(part, edges, segments, way);
      return;
    case 'not':
      return visitRule(rule.of, edges, segments, way);
    case 'segment': {
      const inner = way.includes(rule.key) ? undefined : segments.get(rule.key);
      if (inner !== undefined) visitRule(inner, edges, segments, [...way, rule.key]);
      return;
    }
    case 'trait':
    case 'tag':
      if (rule.test.op === 'withinLast' || rule.test.op === 'withinNext') edges.dates.push({ source: rule, test: rule.test });
      return;
    case 'measure':
      return visitCompared(rule.measure, thresholdsOf(rule.test), edges);
    case 'compare':
      if (rule.right.kind === 'number') return visitCompared(rule.left, [rule.right.value], edges);
      if (rule.left.kind === 'number') return visitCompared(rule.right, [rule.left.value], edges);
      visitMeasure(rule.left, edges);
      return visitMeasure(rule.right, edges);
    case 'edge':
      visitSelection(rule.of, edges);
      edges.windows.push({ event: rule.of.event, window: rule.window });
      return;
    case 'sequence':
      for (const step of rule.steps) visitSelection({ ...step, window: rule.window, each: null }, edges);
      return;
    case 'consent':
      edges.hasConsent = true;
      return;
    case 'anniversary':
      edges.anniversaries.push(rule);
      return;
    case 'sample':
      if ('n' in rule.size) edges.obstacle = 'exactly n of everybody are drawn, so each profile hangs on all others';
      return;
    case 'rank':
      edges.obstacle = 'top and bottom compare each profile with all others';
      return;
    case 'account':
      edges.obstacle = 'an account’s answer hangs on all of its members';
  }
}

/** A measure compared with constants: an age then has moments at which it crosses them. */
function visitCompared(measure: Measure, thresholds: readonly number[], edges: Found): void {
  const age = ageOf(measure);
  if (age === undefined) return visitMeasure(measure, edges);
  edges.windows.push({ event: age.event, window: null });
  if (age.where !== null) visitWhere(age.where, edges);
  for (const threshold of thresholds) edges.ages.push({ event: age.event, ageMs: threshold * age.unitMs });
}

function ageOf(measure: Measure): { readonly event: string; readonly unitMs: number; readonly where: Where | null } | undefined {
  if (measure.kind === 'since') return { event: measure.of.event, where: measure.of.where, unitMs: unitMs[measure.unit === 'month' ? 'day' : measure.unit] };
  if (measure.kind !== 'metric') return undefined;
  const { formula } = metricOf(measure.key);
  return formula.kind === 'age' ? { event: formula.event, where: null, unitMs: unitMs.day } : undefined;
}

function thresholdsOf(test: NumberTest): readonly number[] {
  switch (test.op) {
    case 'exists':
    case 'missing':
      return [];
    case 'between':
      return [test.low, test.high];
    case 'in':
    case 'nin':
      return test.values;
    default:
      return [test.value];
  }
}

function visitMeasure(measure: Measure, edges: Found): void {
  switch (measure.kind) {
    case 'number':
    case 'random':
    case 'trait':
    case 'tag':
      return;
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      visitMeasure(measure.left, edges);
      return visitMeasure(measure.right, edges);
    case 'since':
      edges.isDrifting = true;
      return visitSelection(measure.of, edges);
    case 'metric': {
      const { formula } = metricOf(measure.key);
      if (formula.kind === 'age') edges.isDrifting = true;
      for (const event of metricEvents(formula)) edges.windows.push({ event, window: null });
      return;
    }
    default:
      return visitSelection(measure.of, edges);
  }
}

function visitSelection({ event, where, window }: Selection, edges: Found): void {
  edges.windows.push({ event, window });
  if (where !== null) visitWhere(where, edges);
}

/** A date in an event moves past the present at a moment that only the event tells. */
function visitWhere(where: Where, edges: Found): void {
  switch (where.kind) {
    case 'all':
    case 'any':
      for (const part of where.of) visitWhere(part, edges);
      return;
    case 'not':
      return visitWhere(where.of, edges);
    case 'element':
      return visitWhere(where.where, edges);
    default:
      if (movesWithTime(where.test)) edges.isDrifting = true;
  }
}

const movesWithTime = (test: Test): boolean => test.op === 'withinLast' || test.op === 'withinNext';
