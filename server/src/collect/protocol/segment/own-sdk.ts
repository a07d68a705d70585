import { readFile } from 'node:fs/promises';
import { notFound } from '#kernel';
import type { Desk } from '../door.ts';
import { javascript } from '../reply.ts';

/** Built by scripts/build-sdk.mjs before anything is served. */
const built = new URL('../../../../../sdk/web/dist/danqing.js', import.meta.url);

interface Script {
  readonly plain: string;
  readonly zipped: Buffer;
}

let script: Promise<Script> | undefined;

const read = async (): Promise<Script> => ({ plain: await readFile(built, 'utf8'), zipped: await readFile(new URL(`${built.href}.gz`)) });

/** An hour: pages ask for it each time they are opened, and a new version of the product may bring a new one. */
const MAX_AGE_SECONDS = 3_600;

/** Our own SDK for web pages, under an address that says nothing of the source: the key stands in the page. */
export const ownSdk: Desk = {
  label: 'ownSdk',
  methods: ['GET'],
  answer: async ({ request }) => {
    script ??= read();
    const { plain, zipped } = await script.catch((cause: unknown) => {
      script = undefined;
      throw cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? notFound('the built script (npm start builds it)') : cause;
    });
    const reply = javascript(plain, MAX_AGE_SECONDS);
    const vary = { ...reply.headers, vary: 'Origin, Accept-Encoding' };
    return /\bgzip\b/.test(String(request.headers['accept-encoding']))
      ? { ...reply, body: zipped, headers: { ...vary, 'content-encoding': 'gzip' } }
      : { ...reply, headers: vary };
  },
};
