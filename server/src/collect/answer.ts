import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Problem } from '@danqing/contracts';
import type { Fault } from '#kernel';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { Reply } from './protocol/door.ts';

export function send(request: IncomingMessage, response: ServerResponse, answer: Reply): void {
  response.writeHead(answer.status, {
    ...corsHeaders(request),
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(answer.body);
}

export function sendPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, preflightHeaders(request)).end();
}

const RETRY_AFTER_SECONDS = '2';

/** A problem document that is also what the real endpoints say (`success`, `message`), for SDKs that look. Gives the request's id. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, fault: Fault, headers: Record<string, string> = {}): string {
  const id = randomUUID();
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[fault.status] ?? 'Error',
    status: fault.status,
    code: fault.code,
    detail: fault.message,
    instance: id,
    errors: fault.errors.map((error) => ({ ...error })),
  };
  const isTemporary = fault.status === 429 || fault.status === 503;
  send(request, response, {
    status: fault.status,
    type: 'application/problem+json; charset=utf-8',
    body: JSON.stringify({ ...problem, success: false, message: fault.message }),
    headers: { 'x-request-id': id, ...(isTemporary ? { 'retry-after': RETRY_AFTER_SECONDS } : {}), ...headers },
  });
  return id;
}
