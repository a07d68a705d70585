import type { Dependencies, EvaluationContext } from './context.ts';
import type { Measure, Rule, Selection, Where } from './rule.ts';
import { windowBounds } from './sql/event-source.ts';

interface Found {
  readonly events: Set<string>;
  readonly properties: Set<string>;
  readonly traits: Set<string>;
  readonly tags: Set<string>;
  readonly segments: Set<string>;
  readonly identifiers: Set<string>;
  readonly starts: number[];
}

/** What a rule's answer hangs on, through the segments it names as well. Segments that the context does not hold are named, not followed. */
export function dependenciesOf(rule: Rule, context: Pick<EvaluationContext, 'at' | 'timezone' | 'segments'>): Dependencies {
  const found = emptyFound();
  visitRule(rule, found, context);
  return listed(found);
}

/** The same of a measure. */
export function measureDependencies(measure: Measure, context: Pick<EvaluationContext, 'at' | 'timezone' | 'segments'>): Dependencies {
  const found = emptyFound();
  visitMeasure(measure, found, context);
  return listed(found);
}

const emptyFound = (): Found => ({
  events: new Set(),
  properties: new Set(),
  traits: new Set(),
  tags: new Set(),
  segments: new Set(),
  identifiers: new Set(),
  starts: [],
});

function listed(found: Found): Dependencies {
  const earliest = Math.min(...found.starts);
  return {
    events: [...found.events].sort(),
    properties: [...found.properties].sort(),
    traits: [...found.traits].sort(),
    tags: [...found.tags].sort(),
    segments: [...found.segments].sort(),
    identifiers: [...found.identifiers].sort(),
    earliestMs: Number.isFinite(earliest) ? earliest : null,
  };
}

type Moment = Pick<EvaluationContext, 'at' | 'timezone' | 'segments'>;

function visitRule(rule: Rule, found: Found, context: Moment): void {
  switch (rule.kind) {
    case 'all':
    case 'any':
      for (const part of rule.of) visitRule(part, found, context);
      return;
    case 'not':
      return visitRule(rule.of, found, context);
    case 'trait':
      found.traits.add(rule.path.text);
      return;
    case 'tag':
      found.tags.add(rule.key);
      return;
    case 'has':
      found.identifiers.add(rule.identifier);
      return;
    case 'measure':
      return visitMeasure(rule.measure, found, context);
    case 'compare':
      visitMeasure(rule.left, found, context);
      return visitMeasure(rule.right, found, context);
    case 'edge':
      return visitSelection(rule.of, found, context);
    case 'rank':
      visitMeasure(rule.rank.by, found, context);
      if (rule.rank.among !== null) visitRule(rule.rank.among, found, context);
      return;
    case 'segment': {
      const inner = found.segments.has(rule.key) ? undefined : context.segments.get(rule.key);
      found.segments.add(rule.key);
      if (inner !== undefined) visitRule(inner, found, context);
    }
  }
}

function visitMeasure(measure: Measure, found: Found, context: Moment): void {
  switch (measure.kind) {
    case 'number':
      return;
    case 'trait':
      found.traits.add(measure.path.text);
      return;
    case 'tag':
      found.tags.add(measure.key);
      return;
    case 'times':
    case 'plus':
    case 'minus':
      visitMeasure(measure.left, found, context);
      return visitMeasure(measure.right, found, context);
    default:
      if ('subject' in measure) found.properties.add(measure.subject.kind === 'context' ? `$${measure.subject.field}` : measure.subject.path.text);
      visitSelection(measure.of, found, context);
  }
}

function visitSelection({ event, where, window }: Selection, found: Found, context: Moment): void {
  found.events.add(event);
  found.starts.push(windowBounds(window, context).fromMs);
  if (where !== null) visitWhere(where, found);
}

function visitWhere(where: Where, found: Found): void {
  switch (where.kind) {
    case 'all':
    case 'any':
      for (const part of where.of) visitWhere(part, found);
      return;
    case 'not':
      return visitWhere(where.of, found);
    case 'context':
      found.properties.add(`$${where.field}`);
      return;
    case 'property':
      found.properties.add(where.path.text);
  }
}
