import type { Product } from './product.ts';

export interface Message {
  readonly messageId: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

export const basicAuth = (writeKey: string): string => `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;

/** Posts to the collector with the write key of the first source; a string or bytes go as they are. */
export async function collect(
  product: Product,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${product.url}${path}`, {
    method: 'POST',
    headers: { authorization: basicAuth(product.writeKey), 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? new Blob([typeof body === 'string' ? body : new Uint8Array(body)]) : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** Sends messages in batches, one after the other; every one has to be accepted. */
export async function sendAll(product: Product, messages: readonly Message[], batchSize = 500): Promise<void> {
  for (let first = 0; first < messages.length; first += batchSize) {
    const { status, text } = await collect(product, '/v1/batch', { batch: messages.slice(first, first + batchSize) });
    if (status !== 200) throw new Error(`a batch was refused: ${status} ${text}`);
  }
}
