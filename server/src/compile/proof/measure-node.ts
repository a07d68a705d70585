import type { Sentence } from '../context.ts';
import { describeMeasure } from '../describe/sentence.ts';
import { metricEvents, metricOf } from '../metrics.ts';
import type { Measure, Selection } from '../rule.ts';
import type { Answers, Asked, FoundEvent, FoundOrigin } from './asked.ts';
import { blank, type Node } from './node.ts';
import { type Outlook, outlookOfWindow } from './turn.ts';

export type ReadNode = (answers: Answers) => Node;

export const selectionOf = (event: string): Selection => ({ event, where: null, window: null, each: null });

/** A measure with its value, what it is made of, and the events behind it. */
export function measureNode(measure: Measure, path: string, asked: Asked): ReadNode {
  const sentence: Sentence = describeMeasure(measure);
  const node = (actual: Node['actual'], events: readonly FoundEvent[] = [], origin: FoundOrigin | null = null, parts: readonly Node[] = []): Node => ({
    ...blank,
    path,
    kind: 'measure',
    sentence,
    actual,
    events: asked.shown(events),
    origin,
    parts,
  });
  switch (measure.kind) {
    case 'number':
      return () => node(measure.value);
    case 'trait': {
      const [value, origin] = [asked.number({ kind: 'trait', path: measure.path }), asked.traitOrigin(measure.path)];
      return (answers) => ({ ...node(value(answers), [], origin(answers)), trait: measure.path.text });
    }
    case 'tag': {
      const value = asked.number(measure);
      return (answers) => node(value(answers));
    }
    case 'random': {
      const value = asked.number({ kind: 'measure', measure });
      return (answers) => node(value(answers));
    }
    case 'times':
    case 'plus':
    case 'minus':
    case 'else': {
      const value = asked.number({ kind: 'measure', measure });
      const parts = [measureNode(measure.left, `${path}/${measure.kind}/0`, asked), measureNode(measure.right, `${path}/${measure.kind}/1`, asked)];
      return (answers) =>
        node(
          value(answers),
          [],
          null,
          parts.map((read) => read(answers)),
        );
    }
    case 'metric': {
      const value = asked.number({ kind: 'measure', measure });
      const events = metricEvents(metricOf(measure.key).formula).map((event) => asked.events(selectionOf(event)));
      return (answers) =>
        node(
          value(answers),
          events.flatMap((read) => read(answers)).sort((a, b) => b.ms - a.ms),
        );
    }
    default: {
      const [value, events] = [asked.number({ kind: 'measure', measure }), asked.events(measure.of)];
      return (answers) => node(value(answers), events(answers));
    }
  }
}

/** Whether a measure changes by time alone. */
export function outlookOfMeasure(measure: Measure): Outlook {
  switch (measure.kind) {
    case 'number':
    case 'random':
    case 'trait':
      return 'never';
    case 'tag':
    case 'since':
      return null;
    case 'metric':
      return metricOf(measure.key).formula.kind === 'age' ? null : 'never';
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      return outlookOfMeasure(measure.left) === 'never' ? outlookOfMeasure(measure.right) : null;
    default:
      return outlookOfWindow(measure.of.window);
  }
}
