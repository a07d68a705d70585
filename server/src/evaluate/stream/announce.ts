import type { LiveChange, LiveKind } from '../live/live-kind.ts';
import type { DefinitionKind, Run } from '../types.ts';
import type { StreamEntry } from './stream.store.ts';

/** A run that changes more than this is told as one item; who needs each profile reads the definition's changes. */
const mostAnnounced = 10_000;

const topicOf = (kind: DefinitionKind, key: string): string => `${kind}:${key}`;

/** What the stream says of the staged changes of runs, each under its key; nothing of those that changed nothing or are gone. */
export async function announceRuns(
  kind: LiveKind,
  runs: readonly Run[],
  changedOf: (run: Run) => number,
  keyOf: (run: Run) => string | undefined,
): Promise<readonly StreamEntry[]> {
  const told = runs.filter((run) => changedOf(run) > 0 && changedOf(run) <= mostAnnounced);
  const changes = told.length === 0 ? new Map<number, readonly LiveChange[]>() : await kind.staged(told);
  return runs.flatMap((run): readonly StreamEntry[] => {
    const [key, count, at] = [keyOf(run), changedOf(run), new Date(run.at).toISOString()];
    if (key === undefined || count === 0) return [];
    const topic = topicOf(run.kind, key);
    if (count > mostAnnounced) return [{ topic, items: [{ change: 'many', count, at, cause: run.cause }] }];
    return [{ topic, items: (changes.get(run.id) ?? []).map((change) => kind.announce(change, at)) }];
  });
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
