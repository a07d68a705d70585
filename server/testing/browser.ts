/** A browser without a screen: keeps cookies, names its origin, sends the console's header. For tests of people who are signed in. */
import type { FastifyInstance } from 'fastify';
import type { Role } from '@danqing/contracts';
import { isJsonObject, type JsonObject } from '#kernel';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface BrowserAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
  readonly body: JsonObject;
  readonly setCookies: readonly string[];
}

export interface TestBrowser {
  /** Cookies by name, as they would be sent. */
  readonly cookies: Map<string, string>;
  /** A request as the console sends it; headers given here win, null takes one away. */
  ask(method: Method, url: string, payload?: object, headers?: Readonly<Record<string, string | null>>): Promise<BrowserAnswer>;
  signIn(email: string, password?: string): Promise<BrowserAnswer>;
}

export const testPassword = 'three words apart';
const host = 'console.test';

export function openBrowser(app: FastifyInstance, address = '10.1.1.1'): TestBrowser {
  const cookies = new Map<string, string>();
  const ask: TestBrowser['ask'] = async (method, url, payload, given = {}) => {
    const all = {
      host,
      origin: `http://${host}`,
      'x-danqing-console': '1',
      'user-agent': 'test browser',
      cookie: cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...given,
    };
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(all)) if (typeof value === 'string') headers[name] = value;
    const answer = await app.inject({ method, url, headers, remoteAddress: address, ...(payload === undefined ? {} : { payload }) });
    const setCookies = [answer.headers['set-cookie'] ?? []].flat();
    for (const cookie of setCookies) keep(cookies, cookie);
    const isJson = String(answer.headers['content-type']).includes('json');
    const body: JsonObject = isJson && answer.body !== '' ? answer.json() : {};
    const code = typeof body['code'] === 'string' ? body['code'] : undefined;
    return { status: answer.statusCode, code, text: answer.body, body, setCookies };
  };
  return { cookies, ask, signIn: (email, password = testPassword) => ask('POST', '/api/auth/sign-in', { email, password }) };
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';');
  const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  if (value === '' || /max-age=0/i.test(header)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The token in the link of an answer. */
export const tokenOf = ({ body }: BrowserAnswer): string => new URL(String(body['link'])).searchParams.get('token') ?? '';

/** The id of who is signed in. */
export async function operatorIdOf(browser: TestBrowser): Promise<string> {
  const operator = (await browser.ask('GET', '/api/v1/me')).body['operator'];
  if (!isJsonObject(operator) || typeof operator['id'] !== 'string') throw new Error('nobody is signed in');
  return operator['id'];
}

/** The items of a list that was answered. */
export const itemsOf = ({ body }: BrowserAnswer): readonly JsonObject[] => (Array.isArray(body['items']) ? body['items'].filter(isJsonObject) : []);

/** Signs the first owner in, by a link of the admin key. */
export async function becomeOwner(app: FastifyInstance, adminKey: string, email = 'owner@example.com'): Promise<TestBrowser> {
  const browser = openBrowser(app);
  const made = await browser.ask('POST', '/api/v1/operators/owner-link', {}, { authorization: `Bearer ${adminKey}` });
  const used = await browser.ask('POST', '/api/auth/link/use', { token: tokenOf(made), name: '掌柜', email, password: testPassword });
  if (used.status !== 200) throw new Error(used.text);
  return browser;
}

/** Invites somebody into a workspace and signs them in. */
export async function joinAs(app: FastifyInstance, admin: TestBrowser, role: Role, email: string, workspace = 'default'): Promise<TestBrowser> {
  const made = await admin.ask('POST', '/api/v1/operators/invitations', { email, role }, { 'x-workspace': workspace });
  const browser = openBrowser(app);
  const used = await browser.ask('POST', '/api/auth/link/use', { token: tokenOf(made), name: `${role} of ${workspace}`, password: testPassword });
  if (used.status !== 200) throw new Error(`${made.text} ${used.text}`);
  return browser;
}
