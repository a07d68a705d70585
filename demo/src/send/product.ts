import { type SourceKey, sourceKeys } from '../events/message.ts';

/** Where Danqing runs, and the key that may make workspaces. */
export interface Product {
  readonly url: string;
  readonly adminKey: string;
}

/** The product said no, or nothing; `code` is its own, where it gave one. */
export class ProductError extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(message: string, status: number, code?: string) {
    super(message);
    this.name = 'ProductError';
    this.status = status;
    this.code = code;
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

/** A JSON request under the admin key; `once`: an Idempotency-Key. Throws ProductError with what the product said. */
export async function ask(
  product: Product,
  workspace: string | undefined,
  method: 'GET' | 'POST',
  path: string,
  body?: Fields,
  once?: string,
): Promise<Fields> {
  const response = await fetch(new URL(path, product.url), {
    method,
    headers: {
      authorization: `Bearer ${product.adminKey}`,
      ...(workspace === undefined ? {} : { 'x-workspace': workspace }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  const fields = isFields(answer) ? answer : {};
  if (response.ok) return fields;
  const { code, detail } = fields;
  throw new ProductError(`${method} ${path}: ${isText(detail) ? detail : response.statusText}`, response.status, isText(code) ? code : undefined);
}

/** Makes the workspace where it is missing. The retailer's days begin in Shanghai, and so must the product's. */
export async function ensureWorkspace(product: Product, key: string): Promise<'made' | 'reused'> {
  try {
    await ask(product, undefined, 'POST', '/api/v1/workspaces', { key, name: '丹青优选（演示）', timezone: 'Asia/Shanghai', defaultRegion: 'CN' });
    return 'made';
  } catch (error) {
    if (error instanceof ProductError && error.status === 409) return 'reused';
    throw error;
  }
}

/** Trust in what a source says about people: the CRM's rows are typed by hand, the accounts' are confirmed by code. */
const trust: Readonly<Record<SourceKey, number>> = { web: 60, app: 60, miniprogram: 60, pos: 50, crm: 50, marketing: 30, service: 30, survey: 30 };

/** The write key of each of the retailer's sources. A source that is there already gets a new key: the old one cannot be read. */
export async function ensureSources(product: Product, workspace: string): Promise<ReadonlyMap<SourceKey, string>> {
  const { items } = await ask(product, workspace, 'GET', '/api/v1/sources?limit=100');
  const known = new Map<unknown, number>();
  for (const item of Array.isArray(items) ? items.filter(isFields) : []) if (typeof item['id'] === 'number') known.set(item['name'], item['id']);
  const keys = new Map<SourceKey, string>();
  for (const name of sourceKeys) {
    const id = known.get(name);
    const path = id === undefined ? '/api/v1/sources' : `/api/v1/sources/${id}/rotate`;
    const { writeKey } = await ask(product, workspace, 'POST', path, id === undefined ? { name, trust: trust[name] } : undefined);
    if (!isText(writeKey)) throw new ProductError(`the source ${name} has no write key; is it one for imports?`, 409);
    keys.set(name, writeKey);
  }
  return keys;
}

/** Counts of GET /api/v1/pipeline, of the demo's workspace. */
export interface Flow {
  readonly accepted: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  readonly lag: number;
}

export async function readFlow(product: Product, workspace: string): Promise<Flow> {
  const fields = await ask(product, workspace, 'GET', '/api/v1/pipeline');
  const count = (name: string): number => {
    const value = fields[name];
    if (typeof value !== 'number') throw new ProductError(`GET /api/v1/pipeline has no ${name}`, 502);
    return value;
  };
  return { accepted: count('accepted'), passed: count('passed'), dropped: count('dropped'), parked: count('parked'), lag: count('lag') };
}
