import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault, type FaultCode, isJsonObject } from '#kernel';
import { sendCookies, visitorOf } from './cookies.ts';
import type { LibraryPath, SignInLibrary } from './library.ts';

/** The library's codes that mean something else than "no" to the reader. */
const codes: Readonly<Record<string, { readonly code: FaultCode; readonly status: number; readonly words: string }>> = {
  INVALID_PASSWORD: { code: 'DQ_PASSWORD_WRONG', status: 403, words: 'the password is wrong' },
  INVALID_CODE: { code: 'DQ_CODE_WRONG', status: 403, words: 'the code is wrong or used already' },
  INVALID_BACKUP_CODE: { code: 'DQ_CODE_WRONG', status: 403, words: 'the code is wrong or used already' },
  INVALID_TWO_FACTOR_COOKIE: { code: 'DQ_SIGN_IN_EXPIRED', status: 401, words: 'this sign-in took too long; begin again with e-mail and password' },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { code: 'DQ_SIGN_IN_EXPIRED', status: 401, words: 'too many wrong codes; begin again with e-mail and password' },
  ACCOUNT_TEMPORARILY_LOCKED: { code: 'DQ_LOCKED_OUT', status: 429, words: 'too many wrong codes; wait 15 min and try again' },
  TOTP_ALREADY_ENABLED: { code: 'DQ_CONFLICT', status: 409, words: 'the second factor is on already' },
  TOTP_NOT_ENABLED: { code: 'DQ_CONFLICT', status: 409, words: 'the second factor is not on' },
  UNAUTHORIZED: { code: 'DQ_UNAUTHORISED', status: 401, words: 'sign in first' },
};

/** What the library refuses, as a problem of ours. Whatever it is about an account that is not named here is one and the same "no". */
function refusalOf(status: number, body: unknown): Fault {
  const said = isJsonObject(body) ? body['code'] : undefined;
  const known = typeof said === 'string' ? codes[said] : undefined;
  if (known !== undefined) return new Fault(known.code, known.status, known.words);
  if (status >= 500 && said !== 'FAILED_TO_CREATE_SESSION') return new Fault('DQ_INTERNAL', 500, 'signing in does not work at the moment');
  return new Fault('DQ_SIGN_IN_REFUSED', 401, 'e-mail or password is wrong');
}

/** Asks the library in the name of the request; its cookies go along with the answer, its refusal is thrown. */
export async function askLibrary(library: SignInLibrary, path: LibraryPath, body: object, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const answer = await library.post(path, body, visitorOf(request));
  sendCookies(request, reply, answer.cookies);
  if (answer.status >= 400) throw refusalOf(answer.status, answer.body);
  return answer.body;
}
