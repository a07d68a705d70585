import type { Path, Subject, Where } from '../rule.ts';
import type { Catalogue } from './catalogue.ts';
import type { Compilation } from './compilation.ts';
import type { Reading } from './reading.ts';

/** What conditions on one event may use of the scan they stand in. */
export interface EventScope {
  readonly compilation: Compilation;
  readonly catalogue: Catalogue;
  /** A name for an expression over the event's row, so that it is written and computed once. */
  alias(sql: string): string;
  /** Whether some element of a list satisfies. */
  element(list: Path, where: Where): string;
}

/** How paths are read where an element is at hand. */
export interface ElementAtHand {
  reading(subject: Subject): Reading;
}
