import type { Duration, NumberTest, Path, Rank, Selection, Subject, Test, Window } from '../rule.ts';

/** What a language must be able to say; the tree is walked once for both (sentence.ts). Parts are phrases without a full stop. */
export interface Language {
  readonly code: 'zh' | 'en';
  readonly everyone: string;
  readonly nobody: string;
  all(parts: readonly string[]): string;
  any(parts: readonly string[]): string;
  not(part: string): string;
  group(part: string): string;
  trait(path: Path): string;
  tag(key: string, field: string | null): string;
  property(subject: Subject): string;
  test(what: string, test: Test | NumberTest): string;
  has(identifier: string): string;
  did(selection: string, test: NumberTest): string;
  selection(selection: Selection, where: string | null): string;
  window(window: Window): string;
  duration(duration: Duration): string;
  count(selection: string): string;
  aggregate(kind: 'sum' | 'avg' | 'min' | 'max' | 'unique', subject: string, selection: string): string;
  since(edge: 'first' | 'last', selection: string, unit: Duration['unit']): string;
  interval(stat: 'avg' | 'median', selection: string, unit: Duration['unit']): string;
  operation(kind: 'times' | 'plus' | 'minus', left: string, right: string): string;
  compare(left: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', right: string): string;
  edge(edge: 'first' | 'last', selection: string, window: string): string;
  rank(rank: Rank, by: string, among: string | null): string;
  segment(key: string): string;
  /** A form that has no words of its own yet. */
  later(kind: string): string;
  sentence(rule: string): string;
}
