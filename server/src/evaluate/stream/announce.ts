import type { LiveChange, LiveKind } from '../live/live-kind.ts';
import type { DefinitionKind, Run } from '../types.ts';
import type { StreamEntry } from './stream.store.ts';

/** A run that changes more than this is told as one item; who needs each profile reads the definition's changes. */
const mostAnnounced = 10_000;

const topicOf = (kind: DefinitionKind, key: string): string => `${kind}:${key}`;

/** What the stream says of a run's staged changes. */
export async function announceRun(kind: LiveKind, run: Run, key: string, changed: number): Promise<readonly StreamEntry[]> {
  const at = new Date(run.at).toISOString();
  const topic = topicOf(run.kind, key);
  if (changed > mostAnnounced) return [{ topic, items: [{ change: 'many', count: changed, at, cause: run.cause }] }];
  const changes = await kind.staged(run);
  return [{ topic, items: changes.map((change) => kind.announce(change, at)) }];
}

/** What the stream says of changes of several definitions, each under its key. */
export function announceChanges(
  kind: LiveKind,
  changes: readonly LiveChange[],
  keyOf: (definition: number) => string | undefined,
  at: string,
): readonly StreamEntry[] {
  const byDefinition = new Map<number, LiveChange[]>();
  for (const change of changes) {
    const own = byDefinition.get(change.definition);
    if (own === undefined) byDefinition.set(change.definition, [change]);
    else own.push(change);
  }
  return [...byDefinition].flatMap(([definition, own]) => {
    const key = keyOf(definition);
    return key === undefined ? [] : [{ topic: topicOf(kind.kind, key), items: own.map((change) => kind.announce(change, at)) }];
  });
}
