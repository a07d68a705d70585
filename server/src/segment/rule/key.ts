import { RuleKey, RuleKeyQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { pinyin } from 'pinyin-pro';
import { type EvaluationDeps, readVocabulary } from '#evaluate';
import { typed } from '#platform';

const longest = 40;

/** A name as a key: Chinese by its sound, everything else in small letters, parts with _ between. `fallback` where nothing is left. */
export function keyOf(name: string, fallback: string): string {
  const sounds = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const words = sounds.flatMap((sound) => sound.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  let key = '';
  for (const word of words) {
    const longer = key === '' ? word.slice(0, longest) : `${key}_${word}`;
    if (longer.length > longest) break;
    key = longer;
  }
  return key === '' ? fallback : key;
}

/** The key, with a number behind it where it is taken. */
export function freeKey(key: string, taken: { has(key: string): boolean }): string {
  if (!taken.has(key)) return key;
  let n = 2;
  while (taken.has(`${key}_${n}`)) n++;
  return `${key}_${n}`;
}

/** Proposes a key that is free. */
export function registerKeyRoute(app: FastifyInstance, deps: EvaluationDeps): void {
  const schema = { summary: 'A key for a segment or tag of this name that is not taken yet', querystring: RuleKeyQuery, response: { 200: RuleKey } };
  typed(app).get('/api/v1/rules/key', { schema, config: { capability: 'definitions.read', scope: 'read', personal: 'shown' } }, async ({ caller, query }) => {
    const { tags, segments } = await readVocabulary(deps.lookup, caller.workspace);
    return { key: freeKey(keyOf(query.name, query.of), query.of === 'tag' ? tags : segments) };
  });
}
