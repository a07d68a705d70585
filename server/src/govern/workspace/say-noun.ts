import { type Noun, sayNoun, usualNoun } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, isJsonObject, keepAnswers } from '#kernel';
import type { PostgresSession } from '#platform';
import { readSettings } from './settings.ts';

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** What stands in quotes is somebody's: a name, a value. */
const quoted = /(“[^”]*”)/;

const saidOutsideQuotes = (text: string, language: 'zh' | 'en', noun: Noun): string =>
  text
    .split(quoted)
    .map((part, index) => (index % 2 === 1 ? part : sayNoun(part, language, noun)))
    .join('');

/** A sentence of ours with the brand's word for a customer. What is the same in both languages is a name and stays. */
export const sayWords = ({ zh, en }: Both, noun: Noun): Both =>
  zh === en ? { zh, en } : { zh: saidOutsideQuotes(zh, 'zh', noun), en: saidOutsideQuotes(en, 'en', noun) };

const isUsual = ({ zh, en }: Noun): boolean => zh === usualNoun.zh && en === usualNoun.en;

/** An answer in which every sentence (an object with `zh` and `en`) says the brand's word; the word itself, as `noun`, stays. */
export function sayThroughout(value: unknown, noun: Noun): unknown {
  if (Array.isArray(value)) return value.map((item) => sayThroughout(item, noun));
  if (!isJsonObject(value)) return value;
  const { zh, en } = value;
  const said = typeof zh === 'string' && typeof en === 'string' ? { ...value, ...sayWords({ zh, en }, noun) } : value;
  return Object.fromEntries(Object.entries(said).map(([key, inner]) => [key, key === 'noun' ? inner : sayThroughout(inner, noun)]));
}

/** Answers of names that people gave or will take over as they stand, not of sentences. */
const names = ['/api/v1/packs', '/api/v1/vocabulary', '/api/v1/catalogue', '/api/v1/sql', '/api/v1/workspaces'];
const freshMs = 5_000;

/** The one door through which the server's sentences come to say what a workspace calls its customers: the rule is the console's own. */
export function registerNoun(app: FastifyInstance, { pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): void {
  const kept = keepAnswers<Noun>(clock, freshMs);
  const nounOf = (workspace: number): Promise<Noun> => kept(workspace, async () => (await readSettings(pg, workspace)).noun);
  app.addHook('preSerialization', async (request, reply, payload) => {
    const { caller, routeOptions } = request;
    const { url = '' } = routeOptions;
    if (caller === undefined || reply.statusCode >= 400 || names.some((path) => url === path || url.startsWith(`${path}/`))) return payload;
    const noun = await nounOf(caller.workspace);
    return isUsual(noun) ? payload : sayThroughout(payload, noun);
  });
}
