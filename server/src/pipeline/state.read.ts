import type { SourceDirectory } from '#govern';
import type { EventLog, PostgresSession } from '#platform';

export interface FlowCount {
  readonly accepted: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  /** Accepted and not yet ended: on its way, or waiting in the outbox for ClickHouse. */
  readonly lag: number;
}

export interface SourceFlow extends FlowCount {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  /** When the newest event that has an end was received; null before the first. */
  readonly lastAt: Date | null;
  /** Dropped and parked events by reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface PipelineState extends FlowCount {
  readonly sources: readonly SourceFlow[];
}

interface CounterRow {
  readonly sourceId: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  readonly lastAt: Date | null;
}

interface ReasonRow {
  readonly sourceId: number;
  readonly reason: string;
  readonly events: number;
}

export interface StateDeps {
  readonly pg: PostgresSession;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
}

/**
 * How every accepted event ended, per source; of one workspace, or of all. The ends are read before the beginnings, so that lag is never negative:
 * an event counted as passed was accepted before.
 */
export async function readPipelineState({ pg, log, sources }: StateDeps, workspace?: number): Promise<PipelineState> {
  const rows = await pg.query<CounterRow>('SELECT source_id AS "sourceId", passed, dropped, parked, last_at AS "lastAt" FROM pipeline.counter');
  const reasonRows = await pg.query<ReasonRow>('SELECT source_id AS "sourceId", reason, events FROM pipeline.reason_counter WHERE events <> 0');
  const accepted = log.accepted();
  const ended = new Map(rows.map((row) => [row.sourceId, row]));
  const flows = [...new Set([...accepted.keys(), ...ended.keys()])].flatMap((id): readonly SourceFlow[] => {
    const source = sources.byId(id);
    if (source === undefined || source.isRemoved === true || (workspace !== undefined && source.workspace !== workspace)) return [];
    const { passed, dropped, parked, lastAt } = ended.get(id) ?? { passed: 0, dropped: 0, parked: 0, lastAt: null };
    const began = accepted.get(id) ?? 0;
    const reasons = Object.fromEntries(reasonRows.filter((row) => row.sourceId === id).map((row) => [row.reason, row.events]));
    const flow = { accepted: began, passed, dropped, parked, lag: began - passed - dropped - parked };
    return [{ id: source.id, workspace: source.workspace, name: source.name, ...flow, reasons, lastAt }];
  });
  const total = (key: keyof FlowCount): number => flows.reduce((sum, flow) => sum + flow[key], 0);
  return { accepted: total('accepted'), passed: total('passed'), dropped: total('dropped'), parked: total('parked'), lag: total('lag'), sources: flows };
}
