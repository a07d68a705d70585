import type { Access, SourceDirectory } from '#govern';
import { type Clock, isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { readExamples, readStoredVolumes, readTraitExamples } from '#profile';
import { beginFlowMinutes } from '../flow/minute.store.ts';
import { type FieldType, fieldTypeOf } from './field-type.ts';
import { addObserved } from './observed.store.ts';
import type { FieldCount, Observed, Subject } from './observer.ts';
import { dailyFor, type Volume } from './volume.ts';
import { raiseVolumes } from './volume.store.ts';

export interface LearnDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly access: Access;
  readonly sources: SourceDirectory;
  readonly clock: Clock;
}

/** Of each event so many are looked at for what they carry. */
const sample = 1_000;

/** Counts what was stored before the catalogue was; once for a data folder, and before the pipeline starts. */
export async function learnCatalogue(deps: LearnDeps): Promise<void> {
  const { pg, access } = deps;
  if ((await pg.query('SELECT FROM pipeline.catalogue_known')).length > 0) return;
  const rows = await pg.query<{ workspace: number }>('SELECT DISTINCT workspace FROM pipeline.counter ORDER BY workspace');
  const learnt: { readonly volumes: readonly Volume[]; readonly observed: Observed }[] = [];
  for (const { workspace } of rows) {
    const zone = access.workspaceById(workspace)?.timezone;
    if (zone !== undefined) learnt.push(await learnWorkspace(deps, workspace, zone));
  }
  await pg.transaction(async (tx) => {
    for (const { volumes, observed } of learnt) {
      await raiseVolumes(tx, volumes);
      await addObserved(tx, observed);
    }
    await beginFlowMinutes(tx, deps.clock.now());
    await tx.query('INSERT INTO pipeline.catalogue_known VALUES (true) ON CONFLICT DO NOTHING');
  });
}

async function learnWorkspace({ clickhouse, sources, clock }: LearnDeps, workspace: number, zone: string) {
  const sourceIdOf = (name: string): number => sources.byName(workspace, name)?.id ?? 0;
  const stored = await readStoredVolumes(clickhouse, workspace, { zone, dailyFrom: clock.now() - dailyFor });
  const volumes = stored.map(({ source, ...volume }) => ({ ...volume, workspace, sourceId: sourceIdOf(source) }));
  const counts = new Map<string, FieldCount>();
  const samples: Observed['samples'][number][] = [];
  for (const event of new Set(stored.map((volume) => volume.event))) {
    const rowsOfEvent = await readExamples(clickhouse, workspace, event, { from: 0, limit: sample });
    samples.push({ workspace, subject: 'property', event, events: rowsOfEvent.length });
    for (const { source, at, properties } of rowsOfEvent) count(counts, { workspace, subject: 'property', event }, properties, sourceIdOf(source), at);
  }
  const profiles = await readTraitExamples(clickhouse, workspace, sample);
  if (profiles.length > 0) samples.push({ workspace, subject: 'trait', event: '', events: profiles.length });
  for (const { traits } of profiles) count(counts, { workspace, subject: 'trait', event: '' }, traits, 0, clock.now());
  return { volumes, observed: { fields: [...counts.values()], samples, libraries: [] } };
}

interface Of {
  readonly workspace: number;
  readonly subject: Subject;
  readonly event: string;
}

/** Adds the leaves of a stored row: its texts tell less of types than what was sent, and nodes (`a{}`) repeat what their leaves say. */
function count(counts: Map<string, FieldCount>, of: Of, stored: JsonObject, sourceId: number, at: number): void {
  for (const [path, value] of leavesOf(stored)) {
    const key = `${of.subject}\t${of.event}\t${path}`;
    const field = counts.get(key) ?? { ...of, path, types: {}, sources: new Set<number>(), firstAt: at, lastAt: at };
    const type: FieldType = Array.isArray(value) ? 'lists' : fieldTypeOf(value);
    field.types[type] = (field.types[type] ?? 0) + 1;
    if (sourceId > 0) field.sources.add(sourceId);
    field.firstAt = Math.min(field.firstAt, at);
    field.lastAt = Math.max(field.lastAt, at);
    counts.set(key, field);
  }
}

/** The flat form comes back nested by dots; `a[]` is the list of scalars a, `a{}` only says that a is there. */
function leavesOf(stored: JsonObject, prefix = ''): readonly (readonly [path: string, value: JsonValue])[] {
  return Object.entries(stored).flatMap(([name, value]): readonly (readonly [string, JsonValue])[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (path.endsWith('{}')) return [];
    if (isJsonObject(value)) return leavesOf(value, path);
    return [[path.endsWith('[]') ? path.slice(0, -2) : path, value]];
  });
}
