import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from './product.ts';

/** Rows straight from the running product's ClickHouse, to check from outside what the API would hide. */
export async function analytics<Row>(product: Pick<Product, 'data'>, sql: string): Promise<readonly Row[]> {
  const running: unknown = JSON.parse(readFileSync(join(product.data, 'run', 'running.json'), 'utf8'));
  if (typeof running !== 'object' || running === null || !('clickhouseUrl' in running) || typeof running.clickhouseUrl !== 'string')
    throw new Error('nothing runs here');
  const url = new URL(running.clickhouseUrl);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
  const address = `${url.origin}/?database=${url.pathname.slice(1)}&default_format=JSONEachRow&output_format_json_quote_64bit_integers=0`;
  const response = await fetch(address, { method: 'POST', headers: { authorization }, body: sql });
  const text = await response.text();
  if (!response.ok) throw new Error(`ClickHouse: ${response.status} ${text}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
