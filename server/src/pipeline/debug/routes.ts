import { DebuggerQuery, LookedView } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import type Type from 'typebox';
import { type KindRules, normaliseIdentifier } from '#clean';
import type { Caller } from '#govern';
import { type Clock, Fault } from '#kernel';
import { type Postgres, typed } from '#platform';
import { openLook, readLooked } from './look.store.ts';
import type { LookFilter } from './look.ts';
import { shownPerSecond } from './lookers.ts';

export interface DebugRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: { of(workspace: number): KindRules };
  /** A stream does not pass the door through which answers leave masked: what it says goes through this. */
  readonly masked: (caller: Caller, value: Type.Static<typeof LookedView>) => unknown;
}

const everyMs = 500;
const extendEveryMs = 10_000;
const mostWatchers = 50;
/** Identifiers are typed by people as they know them. */
const spelledKinds = ['user_id', 'email', 'phone'] as const;

function filterOf(
  { source, event, outcome, value }: Type.Static<typeof DebuggerQuery>,
  { workspace, defaultRegion }: Caller,
  deps: DebugRoutesDeps,
): LookFilter {
  const typedIn = value?.trim() ?? '';
  const spelled = spelledKinds.map((kind) => normaliseIdentifier(kind, typedIn, defaultRegion, deps.kinds.of(workspace)));
  return {
    ...(source === undefined || source === '' ? {} : { source }),
    ...(event === undefined || event === '' ? {} : { event }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(typedIn === '' ? {} : { values: [...new Set([typedIn, ...spelled.filter((text) => text !== undefined)])] }),
  };
}

async function look(deps: DebugRoutesDeps, id: string, after: number | undefined): Promise<Type.Static<typeof LookedView>> {
  const rows = await readLooked(deps.pg, id, after);
  return {
    items: rows.flatMap(({ items }) =>
      items.map(({ breaches, ...item }) => ({ ...item, ...(breaches && { breaches: [...breaches] }), identifiers: [...item.identifiers] })),
    ),
    leftOut: rows.reduce((sum, { leftOut }) => sum + leftOut, 0),
    last: rows.at(-1)?.id ?? after ?? 0,
    shownPerSecond,
  };
}

/** Events as they arrive, with their outcome. Asking is what makes the worker keep a sample; half a minute after the last question it stops. */
export function registerDebugRoutes(app: FastifyInstance, deps: DebugRoutesDeps): void {
  const { pg, clock } = deps;
  const routes = typed(app);
  const responses = new Set<ServerResponse>();
  app.addHook('preClose', (done) => {
    for (const response of responses) response.end();
    done();
  });
  const open = (caller: Caller, query: Type.Static<typeof DebuggerQuery>): Promise<string> =>
    openLook(pg, caller.workspace, filterOf(query, caller, deps), clock.now());

  const events = {
    summary: 'Events that arrived in the last minutes while somebody looked; ask again with `after`',
    querystring: DebuggerQuery,
    response: { 200: LookedView },
  };
  routes.get('/api/v1/debugger/events', { schema: events, config: { capability: 'data.read' } }, async ({ caller, query }) =>
    look(deps, await open(caller, query), query.after),
  );

  const stream = { summary: 'Events as they arrive (server-sent events)', querystring: DebuggerQuery };
  routes.get('/api/v1/debugger/stream', { schema: stream, config: { capability: 'data.read' } }, async ({ caller, query, headers }, reply) => {
    if (headers.accept !== 'text/event-stream')
      throw new Fault('DQ_NOT_ACCEPTABLE', 406, 'this is a stream: ask with Accept: text/event-stream, or ask /api/v1/debugger/events');
    if (responses.size >= mostWatchers) throw new Fault('DQ_OVERLOADED', 503, 'too many look at arriving events already');
    const id = await open(caller, query);
    let after = query.after ?? heardOf(headers);
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write('retry: 2000\n\n');
    responses.add(response);
    let isReading = false;
    const readOn = async (): Promise<void> => {
      if (isReading || response.writableEnded) return;
      isReading = true;
      const news = await look(deps, id, after);
      isReading = false;
      if (after !== undefined && news.items.length === 0 && news.leftOut === 0) return;
      after = news.last;
      if (!response.writableEnded) response.write(`id: ${news.last}\ndata: ${JSON.stringify(deps.masked(caller, news))}\n\n`);
    };
    const orEnd = (work: Promise<unknown>): void => void work.catch(() => response.end()); // who looks comes again
    const timers = [
      setInterval(() => orEnd(readOn()), everyMs),
      setInterval(() => {
        response.write(': alive\n\n');
        orEnd(open(caller, query));
      }, extendEveryMs),
    ];
    response.once('close', () => {
      for (const timer of timers) clearInterval(timer);
      responses.delete(response);
    });
    orEnd(readOn());
  });
}

function heardOf(headers: FastifyRequest['headers']): number | undefined {
  const given = headers['last-event-id'];
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}
