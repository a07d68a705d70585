import type { Caller, Operator } from '#govern';
import { Fault } from '#kernel';

/** Who is signed in; keys are nobody's, and hear what they cannot do. */
export function operatorOf({ operator }: Caller, cannot: string): Operator {
  if (operator === null) throw new Fault('DQ_NO_OPERATOR', 409, `an API key ${cannot}: sign in`);
  return operator;
}
