import { Problem } from '@danqing/contracts';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import { Fault, type FaultCode } from '#kernel';

export interface Question {
  readonly url: string;
  readonly adminKey: string;
  readonly workspace: string;
  /** Asked by POST with this body; without one by GET. */
  readonly body?: object;
}

/** Asks the running product; the answer is checked against `schema`. A problem document becomes the fault it tells of. */
export async function askProduct<Schema extends TSchema>(schema: Schema, { url, adminKey, workspace, body }: Question): Promise<Static<Schema>> {
  const headers = { authorization: `Bearer ${adminKey}`, 'x-workspace': workspace };
  const response = await fetch(
    url,
    body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer: unknown = await response.json();
  if (response.ok && Value.Check(schema, answer)) return answer;
  throw new Fault(codeOf(response.status), response.status, problemIn(answer) ?? `the server answered ${response.status}`);
}

function codeOf(status: number): FaultCode {
  if (status === 404) return 'DQ_NOT_FOUND';
  return status < 500 ? 'DQ_INVALID' : 'DQ_INTERNAL';
}

/** What is wrong, each fault on a line of its own. */
function problemIn(answer: unknown): string | undefined {
  if (!Value.Check(Problem, answer)) return undefined;
  const lines = answer.errors.map(({ path, message, suggestion }) => `  ${path}  ${message}${suggestion === undefined ? '' : ` (${suggestion}?)`}`);
  return [answer.detail, ...lines].join('\n');
}
