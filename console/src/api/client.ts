import i18next from 'i18next';
import { readFaultsIn } from './chinese/say.ts';
import { ApiError, type Problem } from './error.ts';

type QueryValue = string | number | boolean | null | undefined | readonly string[];
export type Query = Readonly<Record<string, QueryValue>>;

export interface CallOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** The workspace that the address names: /w/<key>/… */
const workspaceOfPath = (path: string): string | undefined => /^\/w\/([^/]+)/.exec(path)?.[1];

/** The path with its query; what is null, undefined or '' is left out. */
export function pathWith(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) parameters.append(name, String(item));
    else if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The headers of every call of this console: the session is a cookie, the header shows that a page of ours sends it. */
export function consoleHeaders(): Record<string, string> {
  const workspace = workspaceOfPath(window.location.pathname);
  return { 'x-danqing-console': '1', ...(workspace !== undefined && { 'x-workspace': decodeURIComponent(workspace) }) };
}

/** Sends one request. Throws ApiError; a server that cannot be reached is one with status 0. */
export async function send(method: string, path: string, options: CallOptions = {}): Promise<Response> {
  const { body } = options;
  const isForm = body instanceof FormData;
  const headers = { ...consoleHeaders(), ...(body !== undefined && !isForm && { 'content-type': 'application/json' }), ...options.headers };
  const content = body === undefined ? undefined : isForm ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(pathWith(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(content !== undefined && { body: content }),
      ...(options.signal !== undefined && { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { code: 'DQ_UNREACHABLE' });
  }
  if (!response.ok) {
    const [problem] = await Promise.all([problemIn(response), readFaultsIn(i18next.language)]);
    throw new ApiError(response.status, problem);
  }
  return response;
}

async function problemIn(response: Response): Promise<Problem> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return {};
  }
}

/** The text of an answer; '' for 204. */
async function textOf(method: string, path: string, options?: CallOptions): Promise<string> {
  const response = await send(method, path, options);
  const text = await response.text();
  // A change that a colleague has to approve was not made: whoever waits for what it makes hears so.
  if (response.status === 202 && text.includes('"proposal"'))
    throw new ApiError(202, { code: 'DQ_AWAITS_APPROVAL', detail: i18next.t('common:awaitsApproval') });
  return text;
}

/** So long after its answer a change still counts as the one just made: until then a dialog that is leaving is reached by Enter. */
const sameBreathMs = 1000;

/** The last change that was sent, until its answer has rested. */
let last: { readonly sent: string; readonly text: Promise<string> } | undefined;

/** Whoever presses Enter or a button twice means it once: the change that was made last is not made again in the same breath, both hear its answer. */
function changeOnce(method: string, path: string, options: CallOptions): Promise<string> {
  if (options.body instanceof FormData || options.signal !== undefined) return textOf(method, path, options);
  const sent = JSON.stringify([method, path, consoleHeaders(), options]);
  if (last?.sent === sent) return last.text;
  const made = { sent, text: textOf(method, path, options) };
  const forget = (): void => {
    if (last === made) last = undefined;
  };
  made.text.then(() => setTimeout(forget, sameBreathMs), forget);
  last = made;
  return made.text;
}

/** The JSON of an answer as the type that the contract of its route says; nothing for 204. */
async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const text = await (method === 'GET' ? textOf(method, path, options) : changeOnce(method, path, options));
  return JSON.parse(text === '' ? 'null' : text);
}

/** The HTTP API. `T` is what the contract says of the route: `api.get<Static<typeof SourceView>>('/api/v1/sources/1')`. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => call<T>('GET', path, { ...(query !== undefined && { query }), signal }),
  post: <T>(path: string, body?: unknown, options?: Omit<CallOptions, 'body'>): Promise<T> => call<T>('POST', path, { ...options, body: body ?? {} }),
  put: <T>(path: string, body: unknown, options?: Omit<CallOptions, 'body'>): Promise<T> => call<T>('PUT', path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: Omit<CallOptions, 'body'>): Promise<T> => call<T>('PATCH', path, { ...options, body }),
  delete: <T>(path: string, body?: unknown): Promise<T> => call<T>('DELETE', path, body === undefined ? {} : { body }),
};
