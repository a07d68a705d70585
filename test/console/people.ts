/** Operators for tests of the console, made as people are made: by one-time links. */
import type { BrowserContext } from 'playwright-core';
import type { Product } from '../product.ts';

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const headersOf = (product: Product): Record<string, string> => ({ 'content-type': 'application/json', 'x-danqing-console': '1', origin: product.url });

async function post(product: Product, path: string, body: unknown): Promise<Response> {
  const response = await fetch(product.url + path, { method: 'POST', headers: headersOf(product), body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response;
}

const tokenOf = (answer: unknown): string => {
  if (typeof answer !== 'object' || answer === null || !('link' in answer) || typeof answer.link !== 'string') throw new Error('no link in the answer');
  return new URL(answer.link).searchParams.get('token') ?? '';
};

const accountOf = (name: string): Account => ({ name, email: `${name}@console.example`, password: `a long enough secret of ${name}` });

async function become(product: Product, token: string, account: Account, more: object): Promise<Account> {
  await post(product, '/api/auth/link/use', { token, name: account.name, password: account.password, ...more });
  return account;
}

/** The owner: admin in the workspace `default`. */
export async function makeOwner(product: Product, name = 'owner'): Promise<Account> {
  const account = accountOf(name);
  return become(product, tokenOf(await product.api('POST', '/operators/owner-link', {})), account, { email: account.email });
}

/** Somebody with a role in the workspace `default`. */
export async function makeOperator(product: Product, role: string, name = role.replaceAll('_', '-')): Promise<Account> {
  const account = accountOf(name);
  return become(product, tokenOf(await product.api('POST', '/operators/invitations', { email: account.email, role })), account, {});
}

/** Signs the browser in; what it opens then is drawn for this person. */
export async function signIn(context: BrowserContext, product: Product, { email, password }: Account): Promise<void> {
  const response = await context.request.post(`${product.url}/api/auth/sign-in`, { headers: headersOf(product), data: { email, password } });
  if (!response.ok()) throw new Error(`sign-in: ${response.status()} ${await response.text()}`);
}
