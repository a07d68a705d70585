import { placeInLog } from '#kernel';
import { cleanItem } from '#clean';
import type { ClickHouse, EventLog } from '#platform';
import { createDidTally } from './cleaning/did-count.ts';
import { putChanges } from './changes.store.ts';
import { createTally } from './counters.ts';
import { type OutboxRow, putOutbox } from './outbox.ts';
import { noteDelivery } from './inbound.ts';
import { Intake } from './intake.ts';
import { readErased } from './erase/erased-among.ts';
import { eventsAgain } from './mend/again.ts';
import { mendEvent } from './mend/mend.ts';
import { packParcel } from './parcel.ts';
import { readQuarantine } from './quarantine.read.ts';
import { parkedRow, releasedRow } from './quarantine-row.ts';
import { advanceReplay, finishReplay, nextReplay } from './replay.store.ts';
import type { SliceDeps } from './admit.ts';
import { writeSlice } from './slice.ts';

export interface ReplayDeps extends SliceDeps {
  readonly clickhouse: ClickHouse;
  readonly log: EventLog;
}

const batchEvents = 2000;

/**
 * Runs the next batch of a requested replay through the pipeline: each event leaves quarantine for where it ends now, or stays with its new reason. `accepted` does not change.
 * Everything delivered before must be in ClickHouse. Returns the outbox row to deliver; undefined when nothing waits.
 */
export async function takeReplay(deps: ReplayDeps, now: number): Promise<OutboxRow | undefined> {
  const { pg, clickhouse, dedupe } = deps;
  const replay = await nextReplay(pg);
  if (replay === undefined) return undefined;
  // What a new plan lets through must not be parked by the old one again.
  await deps.plans?.refresh();
  await deps.cleaning?.refresh();
  const rows = await readQuarantine(clickhouse, replay.workspace, replay.filter, { ...replay, limit: batchEvents });
  const last = rows.at(-1);
  if (last === undefined) {
    await finishReplay(pg, replay.id);
    return undefined;
  }
  const tally = createTally();
  const did = createDidTally();
  const quarantine: string[] = [];
  const intake = new Intake();
  let parkedAgain = 0;
  const all = eventsAgain(rows, replay.workspace, deps);
  const erased = await readErased(pg, deps.tombstones, all);
  for (const [place, { row, raw: sent, origin }] of all.entries()) {
    const mended = mendEvent(sent, replay.mend ?? [], row.receivedAt);
    const parked = {
      workspace: origin.workspace,
      source: row.source,
      position: row.position,
      index: row.index,
      receivedAt: row.receivedAt,
      version: row.version + 1,
      isMended: row.isMended === 1 || (mended.kind === 'event' && mended.raw !== sent),
    };
    tally.parked(origin, row.reason, -1);
    // An erasure finds more than tombstones do: bodies that no mapping reads.
    const isErased = replay.filter.isErasure === true || erased.has(place);
    if (mended.kind === 'discarded' || isErased) {
      tally.dropped(origin, isErased ? 'erased' : 'discarded');
      quarantine.push(releasedRow(parked));
      continue;
    }
    const { raw } = mended;
    const outcome = cleanItem(raw, origin);
    if (outcome.ruled !== undefined) did.saw(origin, raw.index, outcome.ruled);
    noteDelivery(deps.inbound, origin, raw, outcome);
    if (outcome.kind === 'park') {
      tally.parked(origin, outcome.reason);
      parkedAgain++;
      quarantine.push(parkedRow(parked, raw, outcome.reason, outcome.detail));
      continue;
    }
    quarantine.push(releasedRow(parked));
    if (outcome.kind === 'drop') tally.dropped(origin, outcome.reason);
    else intake.add(outcome.value);
  }
  const taken = intake.take(dedupe, (item) => {
    tally.dropped(item.origin, 'duplicate');
    did.repeats(item);
  });
  const passed = taken.events.length + taken.entities.length;
  const done = { taken: rows.length, passed, dropped: quarantine.length - parkedAgain - passed };
  return pg.transaction(async (tx) => {
    if (!(await advanceReplay(tx, replay, last, done))) throw new Error('another worker has taken this replay');
    await erased.stillHolds(tx);
    // Not positions of the log to come: everything up to them was delivered long ago, so aliases of these merges may be squashed at once.
    const { parcel, counters, changes } = await writeSlice(tx, { ...taken, tally, quarantine, did: did.result() }, last.position, now);
    const token = `replay:${replay.id}:${placeInLog(last.position, last.index)}`;
    const row = await putOutbox(tx, {
      token,
      firstPosition: rows[0]?.position ?? last.position,
      lastPosition: last.position,
      inserts: await packParcel(parcel),
      counters,
    });
    await putChanges(tx, row.id, changes);
    return row;
  });
}
