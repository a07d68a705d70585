import { statfs } from 'node:fs/promises';
import { type ConnectionHealth, readConnectionHealth, readRefusedRequests, type RefusedRequests } from '#collect';
import { type DefinitionHealth, type DefinitionLookup, readHealth } from '#evaluate';
import type { Access, SourceDirectory, Task, TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import { type PipelineState, readPipelineState, readSourceTotals, type SourceTotals } from '#pipeline';
import type { ClickHouse, EventLog, Postgres } from '#platform';
import { countEventsInHours, type HourCount } from '#profile';
import { readStandings, type Standing } from '#quality';
import { readEnteredSince } from '#segment';
import { type FlowSample, readFirstSample, readFlowsAsOf, readSizesAsOf } from './samples.store.ts';

export interface LookDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly access: Pick<Access, 'workspaceById'>;
  readonly lookup: Pick<DefinitionLookup, 'names'>;
  readonly participants: readonly TaskParticipant[];
  /** The folder whose disk is watched. */
  readonly dataFolder: string;
}

/** The world at one look: each part is asked for once, of all workspaces, when the first rule needs it. */
export interface Look {
  readonly nowMs: number;
  readonly sources: SourceDirectory;
  totals(): Promise<readonly SourceTotals[]>;
  lag(workspace: number): Promise<PipelineState>;
  flowsAsOf(ms: number): Promise<ReadonlyMap<number, FlowSample>>;
  firstSample(): Promise<number>;
  definitions(): Promise<readonly DefinitionHealth[]>;
  sizesAsOf(ms: number): Promise<ReadonlyMap<number, number>>;
  /** Those of the segments that somebody has entered since a moment. */
  enteredSince(workspace: number, segments: readonly number[], ms: number): Promise<ReadonlySet<number>>;
  nameOf(workspace: number): Promise<(definition: Pick<DefinitionHealth, 'kind' | 'key'>) => string>;
  failedImports(): Promise<readonly Task[]>;
  connections(): Promise<readonly ConnectionHealth[]>;
  refusedSince(ms: number): Promise<readonly RefusedRequests[]>;
  hours(workspace: number, events: readonly string[], hours: readonly number[]): Promise<readonly HourCount[]>;
  /** What is wrong with the data of the last days. */
  quality(workspace: number, days: number): Promise<readonly Standing[]>;
  disk(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
}

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
};
const oncePer = <Key, T>(ask: (key: Key) => Promise<T>): ((key: Key) => Promise<T>) => {
  const asked = new Map<Key, Promise<T>>();
  return (key) => {
    const known = asked.get(key) ?? ask(key);
    asked.set(key, known);
    return known;
  };
};

/** How long a failed import is a matter for alarm. */
const failedForMs = 3_600_000;

export function lookAround({ pg, clickhouse, clock, log, sources, access, lookup, participants, dataFolder }: LookDeps): Look {
  const nowMs = clock.now();
  return {
    nowMs,
    sources,
    totals: once(() => readSourceTotals(pg)),
    lag: oncePer((workspace: number) => readPipelineState({ pg, log, sources }, workspace)),
    flowsAsOf: oncePer((ms: number) => readFlowsAsOf(pg, new Date(ms))),
    firstSample: once(async () => (await readFirstSample(pg))?.getTime() ?? nowMs),
    definitions: once(() => readHealth(pg)),
    sizesAsOf: oncePer((ms: number) => readSizesAsOf(pg, new Date(ms))),
    enteredSince: (workspace, segments, ms) => readEnteredSince(clickhouse, workspace, segments, ms),
    nameOf: oncePer(async (workspace: number) => {
      const names = await lookup.names?.(workspace);
      const known = new Map([
        ...(names?.tags ?? []).map(({ key, name }) => [`tag:${key}`, name] as const),
        ...(names?.segments ?? []).map(({ key, name }) => [`segment:${key}`, name] as const),
      ]);
      return ({ kind, key }) => {
        const name = known.get(`${kind}:${key}`) ?? '';
        return name === '' ? key : name;
      };
    }),
    failedImports: once(async () => {
      const ended = (await participants.find(({ kind }) => kind === 'import')?.endedSince(new Date(nowMs - failedForMs), 1000)) ?? [];
      return ended.filter(({ state }) => state === 'failed');
    }),
    connections: once(() => readConnectionHealth(pg)),
    refusedSince: oncePer((ms: number) => readRefusedRequests(pg, new Date(ms))),
    hours: (workspace, events, hours) => countEventsInHours(clickhouse, workspace, events, hours),
    quality: (workspace, days) => {
      const found = access.workspaceById(workspace);
      return found === undefined ? Promise.resolve([]) : readStandings({ pg, sources, now: nowMs }, { workspace, timezone: found.timezone }, days);
    },
    disk: once(async () => {
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    }),
  };
}
