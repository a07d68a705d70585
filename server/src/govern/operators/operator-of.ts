import { Fault } from '#kernel';
import type { Caller, Operator } from '../types.ts';

/** Who is signed in; keys are nobody's, and hear what they cannot do. Throws DQ_NO_OPERATOR. */
export function operatorOf({ operator }: Caller, cannot: string): Operator {
  if (operator === null) throw new Fault('DQ_NO_OPERATOR', 409, `an API key ${cannot}: sign in`);
  return operator;
}
