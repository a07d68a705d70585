import type { MeasureJson, Operator, RuleJson, TimeUnit, WindowJson } from '@danqing/contracts';
import type { OperationKind, Stat, Test } from '../model/forms.ts';

/** What things are called on this screen. */
export interface Names {
  readonly event: (name: string) => string;
  readonly property: (event: string, path: string) => string;
  readonly trait: (path: string) => string;
  readonly tag: (key: string) => string;
  readonly segment: (key: string) => string;
  readonly list: (key: string) => string;
  readonly identifier: (kind: string) => string;
  readonly metric: (key: string) => string;
  readonly holiday: (key: string) => string;
  readonly purpose: (purpose: string) => string;
  readonly channel: (channel: string) => string;
  /** What a stored code is called: of a field of the context, or of `tag:<key>`; any other value as it is. */
  readonly value: (of: string, value: string) => string;
}

type Share = { readonly percent?: number; readonly n?: number };
type RankJson = Extract<RuleJson, { readonly top: unknown }>['top'];

/** A language of rules. Parts are marked phrases (pieces.ts) without a full stop. */
export interface Speech {
  readonly everyone: string;
  readonly nobody: string;
  /** Stands for what has not been chosen yet. */
  readonly blank: string;
  join(how: 'all' | 'any', parts: readonly string[]): string;
  not(part: string): string;
  bracket(part: string): string;
  test(test: Test): string;
  /** How often, how many: at least 3 times. */
  amount(test: Test, isEach: boolean): string;
  window(window: WindowJson, names: Names): string;
  tagIs(tag: string, test: Test): string;
  has(kind: string): string;
  did(event: string, window: string, amount: string, where: string, each: string): string;
  didNot(event: string, window: string, where: string): string;
  anything: string;
  measureIs(measure: string, test: Test): string;
  compare(left: string, op: Operator, right: string): string;
  edge(edge: 'first' | 'last', event: string, where: string, window: string): string;
  sequence(steps: readonly string[], within: string, window: string): string;
  step(event: string, where: string): string;
  rank(end: 'top' | 'bottom', share: Pick<RankJson, 'percent' | 'n'>, by: string, among: string): string;
  sample(share: Share, seed: string): string;
  random(seed: string): string;
  segment(name: string): string;
  list(name: string): string;
  account(rule: string): string;
  consent(purpose: string, channel: string): string;
  anniversary(trait: string, days: number): string;
  element(list: string, where: string): string;
  where(part: string): string;
  duration(n: number, unit: TimeUnit): string;
  stat(stat: Stat | 'count', prop: string, selection: string, isEach: boolean): string;
  selection(event: string, window: string, where: string, each: string): string;
  since(edge: 'first' | 'last', event: string, where: string, unit: TimeUnit): string;
  interval(stat: 'avg' | 'median', event: string, where: string, unit: TimeUnit): string;
  operation(kind: OperationKind, left: string, right: string): string;
  overdue(event: string, times: string): string;
  unanswered(opened: string, closed: string, by: string): string;
  net(plus: string, minus: string, prop: string, window: string, where: string): string;
  tagMeasure(tag: string): string;
  product(path: string): string;
  readonly amountField: string;
  sentence(part: string): string;
  unknown(rule: RuleJson | MeasureJson): string;
}
