import type { TimeUnit } from '@danqing/contracts';
import type { Measure, NumberTest, OperationKind, OrderOperator, Path, Rank, Rule, Selection, Step, Subject, Test, Window } from '../rule.ts';

type Sequence = Extract<Rule, { readonly kind: 'sequence' }>;
type Sample = Extract<Rule, { readonly kind: 'sample' }>;
type Aggregate = Extract<Measure, { readonly subject: Subject }>['kind'];

/** What a language must be able to say; the tree is walked once for all of them (sentence.ts). Parts are phrases without a full stop. */
export interface Language {
  readonly code: 'zh' | 'en';
  readonly everyone: string;
  readonly nobody: string;
  readonly everything: string;
  readonly nothing: string;
  all(parts: readonly string[]): string;
  any(parts: readonly string[]): string;
  not(part: string): string;
  /** A condition on one event that must not hold. */
  notCondition(part: string): string;
  group(part: string): string;
  traitIs(path: Path, test: Test): string;
  tagIs(name: string, field: string | null, test: Test): string;
  /** A condition on an event's property. */
  property(subject: Subject, test: Test): string;
  element(list: Path, where: string): string;
  has(identifier: string): string;
  did(selection: Selection, where: string | null, test: NumberTest): string;
  /** A measure and what it must be. */
  measureIs(measure: string, test: NumberTest): string;
  compare(left: string, op: OrderOperator, right: string): string;
  edge(edge: 'first' | 'last', selection: string, window: Window): string;
  rank(rank: Rank, by: string, among: string | null): string;
  sequence(sequence: Sequence, steps: readonly string[]): string;
  sample(size: Sample['size'], seed: string): string;
  list(name: string): string;
  account(rule: string): string;
  consent(purpose: string, channel: string | null): string;
  anniversary(path: Path, days: number): string;
  segment(name: string): string;
  /** The events that count, as a noun. */
  selection(selection: Selection, where: string | null): string;
  step(step: Step, where: string | null): string;
  trait(path: Path): string;
  tag(name: string, field: string | null): string;
  metric(measure: Extract<Measure, { readonly kind: 'metric' }>): string;
  count(selection: string, isEach: boolean): string;
  aggregate(kind: Aggregate, subject: Subject, selection: string): string;
  since(edge: 'first' | 'last', selection: string, unit: TimeUnit): string;
  interval(stat: 'avg' | 'median', selection: string, unit: TimeUnit): string;
  operation(kind: OperationKind, left: string, right: string): string;
  random(seed: string): string;
  sentence(rule: string): string;
  /** The last touch on any text: spaces where the script wants them. */
  set(text: string): string;
}
