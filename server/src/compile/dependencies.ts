import type { Dependencies, EvaluationContext } from './context.ts';
import { metricEvents, metricOf } from './metrics.ts';
import type { Measure, Path, Rule, Selection, Subject, Where } from './rule.ts';
import { windowBounds } from './sql/event-source.ts';

interface Found {
  readonly events: Set<string>;
  readonly properties: Set<string>;
  readonly traits: Set<string>;
  readonly tags: Set<string>;
  readonly segments: Set<string>;
  readonly lists: Set<string>;
  readonly metrics: Set<string>;
  readonly consents: Set<string>;
  readonly entities: Set<string>;
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
  lists: new Set(),
  metrics: new Set(),
  consents: new Set(),
  entities: new Set(),
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
    lists: [...found.lists].sort(),
    metrics: [...found.metrics].sort(),
    consents: [...found.consents].sort(),
    entities: [...found.entities].sort(),
    identifiers: [...found.identifiers].sort(),
    earliestMs: Number.isFinite(earliest) ? earliest : null,
  };
}

/** `ofAccounts`: inside {"account": …}, where traits are the account's. */
type Moment = Pick<EvaluationContext, 'at' | 'timezone' | 'segments'> & { readonly ofAccounts?: true };

function visitRule(rule: Rule, found: Found, context: Moment): void {
  switch (rule.kind) {
    case 'sample':
      return;
    case 'all':
    case 'any':
      for (const part of rule.of) visitRule(part, found, context);
      return;
    case 'not':
      return visitRule(rule.of, found, context);
    case 'trait':
    case 'anniversary':
      return visitTrait(rule.path, found, context);
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
    case 'sequence':
      for (const step of rule.steps) visitSelection({ ...step, window: rule.window, each: null }, found, context);
      return;
    case 'rank':
      visitMeasure(rule.rank.by, found, context);
      if (rule.rank.among !== null) visitRule(rule.rank.among, found, context);
      return;
    case 'list':
      found.lists.add(rule.key);
      return;
    case 'consent':
      found.consents.add(rule.channel === null ? rule.purpose : `${rule.purpose}:${rule.channel}`);
      return;
    case 'account':
      // Who belongs to which account is read from the beginning.
      found.events.add('$group');
      found.starts.push(Number.NEGATIVE_INFINITY);
      return visitRule(rule.of, found, { ...context, ofAccounts: true });
    case 'segment': {
      const inner = found.segments.has(rule.key) ? undefined : context.segments.get(rule.key);
      found.segments.add(rule.key);
      if (inner !== undefined) visitRule(inner, found, context);
    }
  }
}

function visitTrait(path: Path, found: Found, { ofAccounts }: Moment): void {
  if (ofAccounts === true) found.entities.add(`account.${path.text}`);
  else found.traits.add(path.text);
}

function visitMeasure(measure: Measure, found: Found, context: Moment): void {
  switch (measure.kind) {
    case 'number':
    case 'random':
      return;
    case 'trait':
      return visitTrait(measure.path, found, context);
    case 'tag':
      found.tags.add(measure.key);
      return;
    case 'metric':
      found.metrics.add(measure.key);
      found.starts.push(Number.NEGATIVE_INFINITY);
      for (const event of metricEvents(metricOf(measure.key).formula)) found.events.add(event);
      return;
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      visitMeasure(measure.left, found, context);
      return visitMeasure(measure.right, found, context);
    default:
      if ('subject' in measure) visitSubject(measure.subject, measure.of.each, found);
      visitSelection(measure.of, found, context);
  }
}

function visitSelection({ event, where, window, each }: Selection, found: Found, context: Moment): void {
  found.events.add(event);
  found.starts.push(windowBounds(window, context).fromMs);
  if (each !== null) found.properties.add(each.text);
  if (where !== null) visitWhere(where, each, found);
}

/** `list`: the list whose element conditions read. */
function visitWhere(where: Where, list: Path | null, found: Found): void {
  switch (where.kind) {
    case 'all':
    case 'any':
      for (const part of where.of) visitWhere(part, list, found);
      return;
    case 'not':
      return visitWhere(where.of, list, found);
    case 'element':
      return visitWhere(where.where, where.list, found);
    default:
      return visitSubject(where, list, found);
  }
}

function visitSubject(subject: Subject, list: Path | null, found: Found): void {
  switch (subject.kind) {
    case 'context':
      found.properties.add(`$${subject.field}`);
      return;
    case 'product':
      found.entities.add(`product.${subject.path.text}`);
      return;
    case 'item':
      found.properties.add(list === null ? subject.path.text : `${list.text}.${subject.path.text}`);
      return;
    case 'property':
      found.properties.add(subject.path.text);
  }
}
