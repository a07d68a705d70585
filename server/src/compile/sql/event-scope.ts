import type { Path, Subject, Test, Where } from '../rule.ts';
import type { Catalogue } from './catalogue.ts';
import type { Compilation } from './compilation.ts';

/** What conditions on one event may use of the scan they stand in. */
export interface EventScope {
  readonly compilation: Compilation;
  readonly catalogue: Catalogue;
  /** A name for an expression over the event's row, so that it is written and computed once. */
  alias(sql: string): string;
  /** Whether some element of a list satisfies. */
  element(list: Path, where: Where): string;
}

/** How an element at hand is asked. */
export interface ElementAtHand {
  holds(subject: Extract<Subject, { readonly kind: 'item' | 'product' }>, test: Test): string;
}
