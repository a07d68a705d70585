import { STATUS_CODES } from 'node:http';
import type { Problem } from '@danqing/contracts';
import { Fault, type FaultCode } from '#kernel';

export const problemType = 'application/problem+json; charset=utf-8';

/** The public face of a fault. A cause, a stack or a store's message never gets here. */
export function problemOf(fault: Fault, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[fault.status] ?? 'Error',
    status: fault.status,
    code: fault.code,
    detail: fault.message,
    instance: requestId,
    errors: fault.errors.map((error) => ({ ...error })),
  };
}

const codesByStatus: Readonly<Record<number, FaultCode>> = {
  400: 'DQ_INVALID',
  404: 'DQ_NOT_FOUND',
  405: 'DQ_METHOD_NOT_ALLOWED',
  408: 'DQ_TIMEOUT',
  413: 'DQ_TOO_LARGE',
  414: 'DQ_URL_TOO_LONG',
  415: 'DQ_MEDIA_TYPE',
  429: 'DQ_OVERLOADED',
  431: 'DQ_HEADERS_TOO_LARGE',
  503: 'DQ_UNAVAILABLE',
};

const codesByName: Readonly<Record<string, FaultCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'DQ_NOT_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'DQ_NOT_JSON',
};

/** What drivers throw while an engine restarts: PostgreSQL's classes 08 and 57P, and broken sockets. */
const isStoreAway = (code: string): boolean => /^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code);

const textField = (error: object, name: string): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
};

/** Turns whatever was thrown into a Fault; `isExpected` false means that it must be logged with its stack. */
export function faultOf(error: unknown): { readonly fault: Fault; readonly isExpected: boolean } {
  if (error instanceof Fault) return { fault: error, isExpected: error.status < 500 };
  if (!(error instanceof Error)) return { fault: internal(error), isExpected: false };
  const code = textField(error, 'code');
  const status: unknown = Reflect.get(error, 'statusCode');
  if (error instanceof SyntaxError && status === 400) return { fault: new Fault('DQ_NOT_JSON', 400, 'the body is not valid JSON'), isExpected: true };
  if (typeof status === 'number' && (status < 500 || status === 503) && status >= 400) {
    return { fault: new Fault(codesByName[code] ?? codesByStatus[status] ?? 'DQ_INVALID', status, error.message), isExpected: true };
  }
  if (isStoreAway(code)) {
    return {
      fault: new Fault('DQ_UNAVAILABLE', 503, 'a database does not answer at the moment; nothing was changed that was not acknowledged, try again shortly', {
        cause: error,
      }),
      isExpected: false,
    };
  }
  return { fault: internal(error), isExpected: false };
}

const internal = (cause: unknown): Fault =>
  new Fault('DQ_INTERNAL', 500, "something went wrong here that is not the request's fault; the server log has it under this request id", { cause });
