import type { OperandJson, Operator } from '@danqing/contracts';
import type { Sentence } from '../context.ts';
import type { NumberTest, Test } from '../rule.ts';
import type { FoundEvent, FoundOrigin } from './asked.ts';
import type { Outlook } from './turn.ts';

/** One part of a rule, and what is true of it for one profile. */
export interface Node {
  readonly path: string;
  readonly kind: string;
  /** What `actual` is a value of: whoever may not see personal data is shown it accordingly. */
  readonly trait?: string;
  readonly tag?: string;
  readonly holds: boolean | null;
  readonly sentence: Sentence;
  readonly actual: string | number | boolean | null | readonly string[];
  readonly needed: { readonly op: Operator; readonly value?: OperandJson } | null;
  readonly missing: Sentence | null;
  readonly outlook: Outlook;
  readonly events: readonly FoundEvent[];
  readonly origin: FoundOrigin | null;
  readonly parts: readonly Node[];
}

export const blank: Omit<Node, 'path' | 'kind' | 'sentence'> = {
  holds: null,
  actual: null,
  needed: null,
  missing: null,
  outlook: null,
  events: [],
  origin: null,
  parts: [],
};

/** A condition in its wire form. */
export function neededOf(test: Test | NumberTest): NonNullable<Node['needed']> {
  switch (test.op) {
    case 'exists':
    case 'missing':
      return { op: test.op };
    case 'between':
      return { op: test.op, value: [test.low, test.high] };
    case 'in':
    case 'nin':
      return { op: test.op, value: test.values };
    default:
      return { op: test.op, value: test.value };
  }
}
