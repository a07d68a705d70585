import { describePart } from '../describe/sentence.ts';
import type { Measure, NumberTest, Rule, Selection } from '../rule.ts';
import type { Asked, FoundEvent } from './asked.ts';
import { measureNode, outlookOfMeasure, type ReadNode } from './measure-node.ts';
import { blank, neededOf, type Node } from './node.ts';
import { leaves, periodEnd, rangeOf, shownMoment, outlookOfCount, outlookOfEdge, outlookOfWindow } from './turn.ts';
import { missing, missingCount, missingValue, outsideWindow } from './words.ts';

type EventRule = Extract<Rule, { readonly kind: 'measure' | 'edge' | 'sequence' }>;

/** Conditions on what a profile did. `node`: what is known of them without looking. */
export function eventNode(rule: EventRule, path: string, asked: Asked, node: Node): ReadNode {
  switch (rule.kind) {
    case 'measure':
      return rule.measure.kind === 'count' ? countNode(rule, rule.measure.of, asked, node) : amountNode(rule, path, asked, node);
    case 'edge':
      return edgeNode(rule, asked, node);
    case 'sequence':
      return sequenceNode(rule, path, asked, node);
  }
}

type MeasureRule = Extract<EventRule, { readonly kind: 'measure' }>;

function countNode(rule: MeasureRule, of: Selection, asked: Asked, start: Node): ReadNode {
  const { test } = rule;
  // Enough of them to name the one on which the answer hangs.
  const range = rangeOf(test);
  const wanted = range === null ? 0 : Math.max(range.low, Number.isFinite(range.high) ? range.high + 1 : 0);
  const [holds, count, events] = [asked.holds(rule), asked.number({ kind: 'measure', measure: rule.measure }), asked.events(of, wanted)];
  const node = { ...start, kind: 'did', needed: neededOf(test) };
  return (answers) => {
    const [isHeld, actual, found] = [holds(answers), count(answers) ?? 0, events(answers)];
    // Elements are counted by the event: one event's leaving takes several along.
    const outlook = of.each === null ? outlookOfCount(test, actual, found, of.window, asked.context) : outlookOfWindow(of.window);
    return {
      ...node,
      holds: isHeld,
      actual,
      missing: isHeld ? null : missingCount(actual, test, of.each === null ? deadlineOf(test, actual, found, of, asked) : null),
      outlook,
      events: asked.shown(found),
    };
  };
}

/** By when what is missing must happen: before one of those that are there leaves, or the period ends. */
function deadlineOf(test: NumberTest, count: number, found: readonly FoundEvent[], { window }: Selection, { context }: Asked): string | null {
  const range = rangeOf(test);
  if (range === null || count >= range.low) return null;
  const end = periodEnd(window, context);
  if (end !== null) return shownMoment(end, context.timezone);
  const oldest = found[count - 1];
  if (window?.kind !== 'last' || oldest === undefined) return null;
  return shownMoment(leaves(oldest.ms, window.n, window.unit, context.timezone), context.timezone);
}

function amountNode(rule: MeasureRule, path: string, asked: Asked, start: Node): ReadNode {
  const [holds, value] = [asked.holds(rule), measureNode(rule.measure, path, asked)];
  const node = { ...start, kind: 'did', needed: neededOf(rule.test) };
  return (answers) => {
    const [isHeld, measured] = [holds(answers), value(answers)];
    const actual = typeof measured.actual === 'number' ? measured.actual : null;
    return {
      ...node,
      holds: isHeld,
      actual,
      missing: isHeld ? null : missingValue(actual, rule.test),
      outlook: outlookOfMeasure(rule.measure),
      events: measured.events,
      origin: measured.origin,
    };
  };
}

function edgeNode(rule: Extract<EventRule, { readonly kind: 'edge' }>, asked: Asked, start: Node): ReadNode {
  const { timezone } = asked.context;
  const since: Measure = { kind: 'since', edge: rule.edge, of: rule.of, unit: 'minute' };
  const [holds, age, events] = [asked.holds(rule), asked.number({ kind: 'measure', measure: since }), asked.events(rule.of)];
  const node = { ...start, kind: rule.edge };
  return (answers) => {
    const [isHeld, minutes, found] = [holds(answers), age(answers), events(answers)];
    const ms = minutes === null ? null : asked.context.at - Math.round(minutes * 60_000);
    // The first may lie before all those that are shown.
    const edge = ms === null ? undefined : (found.find((event) => event.ms === ms) ?? { ms, event: rule.of.event, messageId: '' });
    return {
      ...node,
      holds: isHeld,
      actual: ms === null ? null : new Date(ms).toISOString(),
      missing: isHeld ? null : ms === null ? missing.event : outsideWindow(shownMoment(ms, timezone)),
      outlook: outlookOfEdge(isHeld, edge, rule.window, asked.context),
      events: edge !== undefined && edge.messageId !== '' ? [edge] : asked.shown(found),
    };
  };
}

function sequenceNode(rule: Extract<EventRule, { readonly kind: 'sequence' }>, path: string, asked: Asked, start: Node): ReadNode {
  const holds = asked.holds(rule);
  const steps = rule.steps.map((step, index) => {
    const of: Selection = { ...step, window: rule.window, each: null };
    const events = asked.events(of);
    const sentence = describePart({ kind: 'measure', measure: { kind: 'count', of }, test: { op: 'gte', value: 1 } });
    return { events, node: { ...blank, path: `${path}/sequence/${index}`, kind: 'step', sentence } };
  });
  return (answers) => {
    const isHeld = holds(answers);
    const parts = steps.map(({ events, node }): Node => {
      const found = events(answers);
      return { ...node, holds: found.length > 0, missing: found.length > 0 ? null : missing.event, events: asked.shown(found) };
    });
    return { ...start, holds: isHeld, missing: isHeld ? null : missing.sequence, outlook: outlookOfWindow(rule.window), parts };
  };
}
