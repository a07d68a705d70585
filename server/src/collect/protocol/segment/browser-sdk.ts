import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notFound } from '#kernel';

/** Files of Segment's own browser SDK, for pages that load it by snippet. */
export interface BrowserSdk {
  /** The loader of `analytics.min.js`: knows its write key and, whatever its address, where it came from. */
  loader(writeKey: string): Promise<string>;
  /** One of the parts that the loader fetches when a page needs it. */
  part(file: string): Promise<string>;
}

/** The loader finds its own host only under https; behind `npm start` it is http. */
const TELL_HOST = `(function(){var s=document.currentScript;if(!s||!s.src)return;var n=s.getAttribute('data-global-segment-analytics-key')||'analytics',a=window[n]=window[n]||[];if(!a._cdn)a._cdn=new URL(s.src).origin})();\n`;

export function createBrowserSdk(): BrowserSdk {
  const files = new Map<string, Promise<string>>();
  const read = (file: string): Promise<string> => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const reading = readSdkFile(file);
    files.set(file, reading);
    reading.catch(() => files.delete(file));
    return reading;
  };
  return {
    loader: async (writeKey) => TELL_HOST + (await read('standalone.js')).replace('"__WRITE_KEY__"', () => JSON.stringify(writeKey)),
    part: read,
  };
}

async function readSdkFile(file: string): Promise<string> {
  const main = fileURLToPath(import.meta.resolve('@segment/analytics-next'));
  return await readFile(join(dirname(main), '..', 'umd', file), 'utf8').catch((cause: unknown) => {
    throw isMissing(cause) ? notFound(`the SDK file ${file}`) : cause;
  });
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
