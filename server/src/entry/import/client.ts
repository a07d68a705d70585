import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImportReport } from '@danqing/contracts';
import Value from 'typebox/value';
import { Fault, type FaultCode, type FaultDetail, isJsonObject } from '#kernel';

export interface ImportClient {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a file of any size with its mapping; resolves to the import's id. */
export async function uploadImport(client: ImportClient, path: string, mapping: unknown, onProgress: (bytes: number, of: number) => void): Promise<string> {
  const boundary = `danqing-${randomUUID()}`;
  const name = encodeURIComponent(basename(path));
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="map"\r\n\r\n${JSON.stringify(mapping)}\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"; filename*=UTF-8''${name}\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { size } = await stat(path);
  const body = async function* (): AsyncIterable<Buffer> {
    yield head;
    let sent = 0;
    const file: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1024 * 1024 });
    for await (const chunk of file) {
      yield chunk;
      onProgress((sent += chunk.length), size);
    }
    yield tail;
  };
  const request = requestTo(`${client.url}/api/v1/imports`, {
    method: 'POST',
    headers: { ...client.headers, 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': head.length + size + tail.length },
  });
  const answered = answerTo(request);
  // A server that refuses early stops reading: its answer says why, not the broken pipe.
  await pipeline(body, request).catch(() => undefined);
  const { status, answer } = await answered;
  if (status < 300 && isJsonObject(answer) && typeof answer['id'] === 'string') return answer['id'];
  throw faultIn(answer, status);
}

/** Node's own client, because fetch hides how much of a body has been sent. */
const requestTo = (url: string, options: RequestOptions): ClientRequest => (url.startsWith('https:') ? httpsRequest : httpRequest)(url, options);

const answerTo = (request: ClientRequest): Promise<{ readonly status: number; readonly answer: unknown }> =>
  new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      json(response).then((answer) => resolve({ status: response.statusCode ?? 500, answer }), reject);
    });
  });

const longestAwayMs = 60_000;

/** The state of an import. A product that restarts meanwhile is waited for: the import goes on by itself. */
export async function askImport(client: ImportClient, id: string): Promise<ImportReport> {
  const since = Date.now();
  for (;;) {
    try {
      const response = await fetch(`${client.url}/api/v1/imports/${id}`, { headers: client.headers });
      const answer: unknown = await response.json();
      if (response.ok && Value.Check(ImportReport, answer)) return answer;
      if (response.status !== 503) throw faultIn(answer, response.status);
    } catch (error) {
      if (error instanceof Fault || Date.now() - since > longestAwayMs) throw error;
    }
    if (Date.now() - since > longestAwayMs) throw new Fault('DQ_NOT_RUNNING', 503, `Danqing no longer answers; the import ${id} goes on when it runs again`);
    await sleep(500);
  }
}

export const isEnded = ({ state }: ImportReport): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

const isCode = (code: unknown): code is FaultCode => typeof code === 'string' && code.startsWith('DQ_');
const isDetail = (value: unknown): value is FaultDetail => isJsonObject(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string';

/** The problem document of an answer, as the fault that it was. */
function faultIn(answer: unknown, status: number): Fault {
  if (!isJsonObject(answer)) return new Fault('DQ_INTERNAL', status, `the server answered ${status}`);
  const { code, detail, errors } = answer;
  const details: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return new Fault(isCode(code) ? code : 'DQ_INTERNAL', status, typeof detail === 'string' ? detail : `the server answered ${status}`, {
    errors: details.filter(isDetail),
  });
}
