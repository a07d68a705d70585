import { CleaningReplay, CleaningReplayInput, CleaningReplays } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type Type from 'typebox';
import { decodeRecord } from '#collect';
import { cleanItem, isEntity } from '#clean';
import { noteTask, recordAudit } from '#govern';
import { Fault, type JsonObject, type JsonValue, notFound, objectAt, placeInLog } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import { readStored } from '#profile';
import { originOf } from '../../admit.ts';
import type { CleaningDirectory } from '../directory.ts';
import type { TailDeps } from '../tail.ts';
import { hasOpenPast, type Past, readPasts, requestPast } from './past.store.ts';
import { pastState } from './task.ts';

export interface PastRoutesDeps extends TailDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly cleaning: CleaningDirectory;
}

type View = Type.Static<typeof CleaningReplay>;

/** The past through the rules of now: asking for it, trying it, and what came of it. */
export function registerPastRoutes(app: FastifyInstance, deps: PastRoutesDeps): void {
  const { pg, log, sources, cleaning } = deps;
  const routes = typed(app);

  const ask = {
    summary: 'Read the past again through the rules of now: with isDry only counting what would change. It reaches as far back as the event log',
    body: CleaningReplayInput,
    response: { 202: CleaningReplay },
  };
  routes.post('/api/v1/cleaning/replays', { schema: ask, config: { capability: 'data.write' } }, async ({ caller, body }, reply) => {
    const source = body.source === undefined ? undefined : sources.byName(caller.workspace, body.source);
    if (body.source !== undefined && source === undefined) throw notFound(`the source ${body.source}`);
    if (await hasOpenPast(pg, caller.workspace))
      throw new Fault('DQ_ALREADY_RUNNING', 409, 'the past is being read again already; wait for it, or stop it in the task centre');
    await cleaning.refresh();
    const [from, head] = [log.tail(), log.head()];
    const past = await pg.transaction(async (tx) => {
      const made = await requestPast(tx, {
        workspace: caller.workspace,
        isDry: body.isDry,
        sourceId: source?.id ?? null,
        version: cleaning.storedOf(caller.workspace)?.version ?? 0,
        askedBy: caller.name,
        coversFromMs: log.at(from)?.receivedAt ?? null,
        firstPosition: from,
        lastPosition: head - 1,
      });
      await noteTask(tx, caller, 'cleaning_replay', made.id);
      if (!body.isDry)
        await recordAudit(tx, caller, {
          action: 'cleaning.replay',
          object: `cleaning_replay:${made.id}`,
          details: { source: body.source ?? null, version: made.version },
        });
      return made;
    });
    return reply.code(202).send(await viewOf(deps, past));
  });

  const list = { summary: 'The last times that the past was read again', response: { 200: CleaningReplays } };
  routes.get('/api/v1/cleaning/replays', { schema: list, config: { capability: 'data.read' } }, async ({ caller }) => {
    const rows = await readPasts(pg, caller.workspace, 'all', null, 10);
    return { items: await Promise.all(rows.map((past, at) => viewOf(deps, at === 0 ? past : { ...past, examples: [] }))) };
  });
}

async function viewOf(deps: PastRoutesDeps, past: Past): Promise<View> {
  const span = past.lastPosition - past.firstPosition + 1;
  const isDone = past.finishedAt !== null && past.error === null;
  return {
    id: past.id,
    isDry: past.isDry,
    source: past.sourceId === null ? null : (deps.sources.byId(past.sourceId)?.name ?? null),
    version: past.version,
    state: pastState(past),
    askedAt: past.requestedAt.toISOString(),
    endedAt: past.finishedAt?.toISOString() ?? null,
    by: past.askedBy,
    coversFrom: past.coversFrom?.toISOString() ?? null,
    done: isDone || span <= 0 ? 1 : (past.nextPosition - past.firstPosition) / span,
    looked: past.looked,
    changedEvents: past.changedEvents,
    changedValues: past.changedValues,
    changedTraits: past.changedTraits,
    leftAlone: past.leftAlone,
    error: past.error,
    examples: past.isDry ? await examplesOf(deps, past) : [],
  };
}

const shown = 10;

/** Read anew each time: values of people are kept nowhere but where they belong. */
async function examplesOf(deps: PastRoutesDeps, { workspace, examples }: Past): Promise<View['examples']> {
  const places = examples.slice(0, shown).map((place) => place.split('-').map(Number));
  return (await Promise.all(places.map(([position = 0, index = 0]) => exampleAt(deps, workspace, position, index)))).flat();
}

async function exampleAt(deps: PastRoutesDeps, workspace: number, position: number, index: number): Promise<View['examples']> {
  const record = deps.log.at(position);
  const raw = record === undefined ? undefined : decodeRecord(record)[index];
  if (record === undefined || raw === undefined) return [];
  const { events, sayings } = await readStored(deps.clickhouse, { workspace, first: position, last: position });
  const stored = events.find((row) => row.index === index);
  const outcome = cleanItem(raw, originOf(record, deps));
  if (stored === undefined || outcome.kind !== 'pass' || isEntity(outcome.value)) return [];
  const payload: unknown = JSON.parse(stored.payload);
  const before: Sides = { properties: objectAt(objectAt(payload)['properties']), traits: {} };
  const after: Sides = { properties: outcome.value.properties, traits: {} };
  for (const { index: at, trait, value, items } of sayings) if (at === index) before.traits[trait.replace(/\[\]$/, '')] = items.length > 0 ? items : value;
  for (const { path, value } of outcome.value.traits) after.traits[path] = value;
  return [
    {
      id: placeInLog(position, index),
      event: outcome.value.name,
      before: { raw: JSON.stringify(differing(before, after)) },
      after: { raw: JSON.stringify(differing(after, before)) },
    },
  ];
}

interface Sides {
  readonly properties: JsonObject;
  readonly traits: Record<string, JsonValue>;
}

/** The history keeps scalars as text. */
const textOf = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Of one side what is not so on the other. */
function differing(side: Sides, other: Sides): JsonObject {
  const of = (part: 'properties' | 'traits'): JsonObject =>
    Object.fromEntries(Object.entries(side[part]).filter(([name, value]) => textOf(value) !== textOf(other[part][name])));
  const [properties, traits] = [of('properties'), of('traits')];
  return { ...(Object.keys(properties).length === 0 ? {} : { properties }), ...(Object.keys(traits).length === 0 ? {} : { traits }) };
}
