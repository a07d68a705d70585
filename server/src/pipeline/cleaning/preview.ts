import type { CleaningPreview, CleaningRule } from '@danqing/contracts';
import { type Effect, type Ruled, sourceRules, testExamples } from '#clean';
import { isJsonObject, type JsonObject, placeInLog } from '#kernel';
import { exampleSurroundings } from './check.ts';
import { type Arrived, lastMessages, type TailDeps } from './tail.ts';

const lookedAt = 20_000;
const shown = 20;

/** The part of a message that a rule is about, with what the event is called. */
function partOf(raw: JsonObject, part: CleaningRule['part']): string {
  const context = isJsonObject(raw['context']) ? raw['context']['traits'] : undefined;
  const traits = raw['traits'] ?? context;
  const once = raw['traitsOnce'] === undefined ? {} : { traitsOnce: raw['traitsOnce'] };
  return JSON.stringify(part === 'properties' ? { properties: raw['properties'] ?? {} } : { traits: traits ?? {}, ...once });
}

type Item = CleaningPreview['items'][number];
const kinds = ['dropped', 'parked', 'refused', 'imputed', 'changed'] as const;

/** The gravest of what was done. */
const outcomeOf = (effects: readonly Effect[]): Item['outcome'] => kinds.find((kind) => effects.some((effect) => effect.kind === kind)) ?? 'same';

function itemOf({ raw, origin }: Arrived, { raw: after, effects }: Ruled, part: CleaningRule['part']): Item {
  const { event, kind } = raw.raw;
  return {
    id: placeInLog(origin.position, raw.index),
    source: origin.sourceName,
    event: typeof event === 'string' ? event : typeof kind === 'string' ? kind : raw.type,
    at: new Date(origin.receivedAt).toISOString(),
    outcome: outcomeOf(effects),
    reason: effects.find(({ reason }) => reason !== undefined)?.reason ?? '',
    before: { raw: partOf(raw.raw, part) },
    after: { raw: partOf(after, part) },
  };
}

/** What a rule would make of the last messages, and of its own examples. Changes nothing. Of each kind of outcome the newest are shown. */
export function previewRule(deps: TailDeps, workspace: number, rule: CleaningRule): CleaningPreview {
  const counts = { changed: 0, refused: 0, imputed: 0, parked: 0, dropped: 0 };
  const compiled = new Map<number, ReturnType<typeof sourceRules>>();
  const items: Item[] = [];
  let [looked, met] = [0, 0];
  let since: number | null = null;
  const own: CleaningRule = { ...rule, isOn: true };
  for (const arrived of lastMessages(deps, workspace, lookedAt)) {
    const { raw, origin } = arrived;
    looked++;
    since = origin.receivedAt;
    if (!compiled.has(origin.sourceId))
      compiled.set(origin.sourceId, sourceRules([own], origin.sourceName, { zone: origin.timezone, region: origin.defaultRegion }));
    const ruled = compiled.get(origin.sourceId)?.apply(raw.type, raw.raw);
    if (ruled === undefined) continue;
    met++;
    const item = itemOf(arrived, ruled, rule.part);
    if (item.outcome === 'same') continue;
    counts[item.outcome]++;
    const isRare = items.filter(({ outcome }) => outcome === item.outcome).length < shown / 4;
    if (items.length < shown || isRare) items.push(item);
  }
  return {
    looked,
    met,
    ...counts,
    since: since === null ? null : new Date(since).toISOString(),
    examples: testExamples(rule, exampleSurroundings).map(({ ok, said }) => ({ ok, said })),
    items: [...items].sort((a, b) => kinds.findIndex((kind) => kind === a.outcome) - kinds.findIndex((kind) => kind === b.outcome)).slice(0, shown * 2),
  };
}
