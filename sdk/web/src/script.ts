/** The script that a page loads: reads its settings from its own tag, does what was called before it came, and stays as `window.danqing`. */
import { createDanqing } from './client.ts';
import type { Danqing } from './danqing.ts';
import type { Options } from './options.ts';

/** A call that was made before the script had come: its name and what it was given. */
type Call = readonly [name: string, ...given: unknown[]];
type Loaded = Danqing & { readonly push: (call: Call) => void };

declare global {
  interface Window {
    danqing?: Call[] | Loaded;
  }
}

const more = (tag: HTMLScriptElement): Partial<Options> => {
  try {
    const read: unknown = JSON.parse(tag.dataset['options'] ?? '{}');
    return typeof read === 'object' && read !== null ? read : {};
  } catch (cause) {
    // Shown in the console; the SDK works without.
    queueMicrotask(() => {
      throw cause;
    });
    return {};
  }
};

function load(tag: HTMLScriptElement): void {
  const early = window.danqing;
  if (early !== undefined && !Array.isArray(early)) return;
  const writeKey = tag.dataset['writeKey'] ?? '';
  if (writeKey === '') throw new Error('danqing.js: data-write-key is missing');
  const client = createDanqing({ writeKey, host: tag.src.replace(/\/[^/]*$/, ''), ...more(tag) });
  const byName = new Map<string, unknown>(Object.entries(client));
  const push = ([name, ...given]: Call): void => {
    const method = byName.get(name);
    if (typeof method === 'function') Reflect.apply(method, client, given);
  };
  window.danqing = { ...client, push };
  for (const call of early ?? []) push(call);
}

const tag = document.currentScript;
if (tag instanceof HTMLScriptElement) load(tag);
