import type { Postgres } from '#platform';
import { readNodesOf } from '../node.read.ts';
import { announceChanges } from '../stream/announce.ts';
import { appendStream } from '../stream/stream.store.ts';
import type { DefinitionKind } from '../types.ts';
import { advanceNodesBy, type Growth, growNodesBy } from './follow.store.ts';
import type { LiveChange, LiveKind } from './live-kind.ts';
import { type Parcel, removeTick, type TickRow, unpackParcel } from './tick-outbox.ts';

interface DeliverDeps {
  readonly pg: Postgres;
  readonly kinds: Readonly<Record<DefinitionKind, LiveKind>>;
}

/**
 * Sends what a tick decided to where values live, then, in one transaction, to the stream, onto the nodes, and out of the outbox. May be
 * called again for the same row at any point: inserts repeat under the tick's token, the rest sets values. Never evaluates anything.
 */
export async function deliverTick({ pg, kinds }: DeliverDeps, row: TickRow, packed?: Parcel): Promise<void> {
  const { tick, workspace } = row;
  const { changes, effects } = packed ?? (await unpackParcel(row.parcel));
  const at = row.at.getTime();
  const all = [kinds.tag, kinds.segment].filter(({ kind }) => changes[kind].length > 0);
  await Promise.all(all.map((kind) => kind.publish({ tick, workspace, at, changes: changes[kind.kind] })));
  await pg.transaction(async (tx) => {
    if (!(await removeTick(tx, tick))) return;
    const keys = new Map((await readNodesOf(tx, workspace)).map((node) => [`${node.kind}:${node.definitionId}`, node.key]));
    await growNodesBy(
      tx,
      tick,
      all.flatMap(({ kind }) => growthsOf(kind, changes[kind])),
    );
    if (effects !== null) await advanceNodesBy(tx, effects);
    const iso = row.at.toISOString();
    await appendStream(
      tx,
      workspace,
      all.flatMap((kind) => announceChanges(kind, changes[kind.kind], (id) => keys.get(`${kind.kind}:${id}`), iso)),
    );
  });
}

function growthsOf(kind: DefinitionKind, changes: readonly LiveChange[]): readonly Growth[] {
  const growths = new Map<number, number>();
  for (const { definition, before, now } of changes) growths.set(definition, (growths.get(definition) ?? 0) + Number(now) - Number(before));
  return [...growths].map(([definitionId, growth]) => ({ kind, definitionId, growth }));
}
