import { Problem } from '@danqing/contracts';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import { Fault, type FaultCode } from '#kernel';

export interface Question {
  readonly url: string;
  readonly adminKey: string;
  readonly workspace: string;
  /** Asked by POST (or `method`) with this body; without one by GET. */
  readonly body?: object;
  readonly method?: 'POST' | 'PUT' | 'PATCH';
}

/** Asks the running product; the answer is checked against `schema`. A problem document becomes the fault it tells of. */
export async function askProduct<Schema extends TSchema>(
  schema: Schema,
  { url, adminKey, workspace, body, method = 'POST' }: Question,
): Promise<Static<Schema>> {
  const headers = { authorization: `Bearer ${adminKey}`, 'x-workspace': workspace };
  const response = await fetch(
    url,
    body === undefined ? { headers } : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer: unknown = await response.json();
  if (response.ok && Value.Check(schema, answer)) return answer;
  throw faultOf(response.status, answer);
}

/** A problem document as the fault that it tells of. */
function faultOf(status: number, answer: unknown): Fault {
  if (Value.Check(Problem, answer) && isCode(answer.code)) return new Fault(answer.code, status, answer.detail, { errors: answer.errors });
  return new Fault(status < 500 ? 'DQ_INVALID' : 'DQ_INTERNAL', status, `the server answered ${status}`);
}

const isCode = (code: string): code is FaultCode => code.startsWith('DQ_');
