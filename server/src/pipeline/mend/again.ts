import type { Origin, RawEvent } from '#clean';
import { decodeRecord } from '#collect';
import { isJsonObject } from '#kernel';
import type { EventLog } from '#platform';
import type { ParkedRow } from '../quarantine.read.ts';
import { originFrom, originOf, type SliceDeps } from '../admit.ts';

export interface Again {
  readonly row: ParkedRow;
  readonly raw: RawEvent;
  readonly origin: Origin;
}

export interface AgainDeps extends Pick<SliceDeps, 'sources' | 'kinds' | 'plans' | 'inbound' | 'cleaning'> {
  readonly log: Pick<EventLog, 'at'>;
}

interface DecodedRecord {
  readonly origin: Origin;
  readonly events: readonly RawEvent[];
}

/** Each record decoded once: rows come in the order of the log, a thousand of them may lie in one record. */
function decodeAll(rows: readonly ParkedRow[], deps: AgainDeps): ReadonlyMap<number, DecodedRecord> {
  const decoded = new Map<number, DecodedRecord>();
  for (const position of new Set(rows.map((row) => row.position))) {
    const record = deps.log.at(position);
    if (record !== undefined) decoded.set(position, { origin: originOf(record, deps), events: decodeRecord(record) });
  }
  return decoded;
}

/** As quarantine kept it. */
function keptRaw(row: ParkedRow): RawEvent {
  const parsed: unknown = row.raw === '' ? null : JSON.parse(row.raw);
  const type = isJsonObject(parsed) && typeof parsed['type'] === 'string' ? parsed['type'] : 'track';
  return isJsonObject(parsed) ? { index: row.index, type, raw: parsed, sentAt: null } : { index: row.index, invalid: true, raw: parsed };
}

/** A mended message says less of its type than the path it was sent to did. */
function mendedRaw(row: ParkedRow, sent: RawEvent | undefined): RawEvent {
  const kept = keptRaw(row);
  if (sent === undefined || 'invalid' in sent || 'invalid' in kept || typeof kept.raw['type'] === 'string') return kept;
  return { ...kept, type: sent.type, sentAt: sent.sentAt };
}

function originOfRow(row: ParkedRow, workspace: number, deps: AgainDeps): Origin | undefined {
  const source = deps.sources.byName(workspace, row.source);
  if (source === undefined) return undefined;
  return {
    ...originFrom(source, deps),
    isImport: source.kind !== 'stream',
    importId: undefined,
    position: row.position,
    receivedAt: row.receivedAt,
    remoteAddress: '',
    userAgent: '',
  };
}

/**
 * Parked events as they would run again: as the log has them; as quarantine kept them when they were mended before or retention has removed them there.
 * Their position stays, so none is a duplicate of itself. What cannot be found any more is left out.
 */
export function eventsAgain(rows: readonly ParkedRow[], workspace: number, deps: AgainDeps): readonly Again[] {
  const decoded = decodeAll(rows, deps);
  return rows.flatMap((row): readonly Again[] => {
    const record = decoded.get(row.position);
    const sent = record?.events[row.index];
    if (record !== undefined && sent === undefined && row.isMended === 0) return [];
    const origin = record?.origin ?? originOfRow(row, workspace, deps);
    const raw = row.isMended === 1 ? mendedRaw(row, sent) : (sent ?? keptRaw(row));
    return origin === undefined ? [] : [{ row, raw, origin }];
  });
}
