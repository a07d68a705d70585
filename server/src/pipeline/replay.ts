import { cleanItem, type Origin, type RawEvent } from '#clean';
import { decodeRecord } from '#collect';
import { isJsonObject } from '#kernel';
import type { ClickHouse, EventLog } from '#platform';
import { putChanges } from './changes.store.ts';
import { createTally } from './counters.ts';
import { type OutboxRow, putOutbox } from './outbox.ts';
import { Intake } from './intake.ts';
import { packParcel } from './parcel.ts';
import { type ParkedRow, readQuarantine } from './quarantine.read.ts';
import { parkedRow, releasedRow } from './quarantine-row.ts';
import { advanceReplay, finishReplay, nextReplay } from './replay.store.ts';
import { originOf, type SliceDeps, writeSlice } from './slice.ts';

export interface ReplayDeps extends SliceDeps {
  readonly clickhouse: ClickHouse;
  readonly log: EventLog;
}

const batchEvents = 2000;

interface Again {
  readonly row: ParkedRow;
  readonly raw: RawEvent;
  readonly origin: Origin;
}

interface DecodedRecord {
  readonly origin: Origin;
  readonly events: readonly RawEvent[];
}

/** Each record decoded once: rows come in the order of the log, a thousand of them may lie in one record. */
function decodeAll(rows: readonly ParkedRow[], deps: ReplayDeps): ReadonlyMap<number, DecodedRecord> {
  const decoded = new Map<number, DecodedRecord>();
  for (const position of new Set(rows.map((row) => row.position))) {
    const record = deps.log.at(position);
    if (record !== undefined) decoded.set(position, { origin: originOf(record, deps), events: decodeRecord(record) });
  }
  return decoded;
}

/** The event as the log has it; when retention has removed it there, as quarantine kept it. Its position stays, so it is no duplicate of itself. */
function again(row: ParkedRow, workspace: number, decoded: DecodedRecord | undefined, { sources, kinds }: ReplayDeps): Again | undefined {
  if (decoded !== undefined) {
    const raw = decoded.events[row.index];
    return raw === undefined ? undefined : { row, raw, origin: decoded.origin };
  }
  const source = sources.byName(workspace, row.source);
  if (source === undefined) return undefined;
  const parsed: unknown = row.raw === '' ? null : JSON.parse(row.raw);
  const type = isJsonObject(parsed) && typeof parsed['type'] === 'string' ? parsed['type'] : 'track';
  return {
    row,
    raw: isJsonObject(parsed) ? { index: row.index, type, raw: parsed, sentAt: null } : { index: row.index, invalid: true, raw: parsed },
    origin: {
      workspace: source.workspace,
      sourceId: source.id,
      sourceName: source.name,
      trust: source.trust,
      timezone: source.timezone,
      defaultRegion: source.defaultRegion,
      kinds: kinds.of(source.workspace),
      isImport: source.kind === 'import',
      importId: undefined,
      position: row.position,
      receivedAt: row.receivedAt,
      remoteAddress: '',
      userAgent: '',
    },
  };
}

/**
 * Runs the next batch of a requested replay through the pipeline: each event leaves quarantine for where it ends now, or stays with its new reason. `accepted` does not change.
 * Everything delivered before must be in ClickHouse. Returns the outbox row to deliver; undefined when nothing waits.
 */
export async function takeReplay(deps: ReplayDeps, now: number): Promise<OutboxRow | undefined> {
  const { pg, clickhouse, dedupe } = deps;
  const replay = await nextReplay(pg);
  if (replay === undefined) return undefined;
  const rows = await readQuarantine(clickhouse, replay.workspace, replay.filter, { ...replay, limit: batchEvents });
  const last = rows.at(-1);
  if (last === undefined) {
    await finishReplay(pg, replay.id);
    return undefined;
  }
  const tally = createTally();
  const quarantine: string[] = [];
  const intake = new Intake();
  const decoded = decodeAll(rows, deps);
  for (const one of rows.flatMap((row) => again(row, replay.workspace, decoded.get(row.position), deps) ?? [])) {
    const { row, raw, origin } = one;
    const parked = {
      workspace: origin.workspace,
      source: row.source,
      position: row.position,
      index: row.index,
      receivedAt: row.receivedAt,
      version: row.version + 1,
    };
    tally.parked(origin, row.reason, -1);
    const outcome = cleanItem(raw, origin);
    if (outcome.kind === 'park') {
      tally.parked(origin, outcome.reason);
      quarantine.push(parkedRow(parked, raw, outcome.reason, outcome.detail));
      continue;
    }
    quarantine.push(releasedRow(parked));
    if (outcome.kind === 'drop') tally.dropped(origin, outcome.reason);
    else intake.add(outcome.value);
  }
  const taken = intake.take(dedupe, ({ origin }) => tally.dropped(origin, 'duplicate'));
  return pg.transaction(async (tx) => {
    if (!(await advanceReplay(tx, replay, last, rows.length, taken.events.length + taken.entities.length)))
      throw new Error('another worker has taken this replay');
    // Not positions of the log to come: everything up to them was delivered long ago, so aliases of these merges may be squashed at once.
    const { parcel, counters, changes } = await writeSlice(tx, { ...taken, tally, quarantine }, last.position, now);
    const token = `replay:${replay.id}:${last.position}-${last.index}`;
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
