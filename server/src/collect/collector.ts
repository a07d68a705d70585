import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Source } from '#govern';
import { type Clock, Fault } from '#kernel';
import type { EventLog } from '#platform';
import { send, sendPreflight, sendProblem } from './answer.ts';
import { createCollectMetrics } from './metrics.ts';
import type { Arrived, Door, Method } from './protocol/door.ts';
import { type Target, targetOf } from './protocol/registry.ts';
import { createBodyReader } from './read-body.ts';
import { type HookDoorDeps, hookKeyIn, hookMethods, receiveHook } from './webhook/door.ts';
import { findByWriteKey } from './write-key.ts';

/** What the collector must know of a source to accept its events. */
export type CollectSource = Pick<Source, 'id' | 'workspace' | 'name' | 'isDisabled'>;

export interface CollectorDeps {
  readonly log: Pick<EventLog, 'append'>;
  readonly sources: { byWriteKey(key: string): CollectSource | undefined };
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: Registry;
  /** Where webhooks lead; without it their addresses are nobody's. */
  readonly hooks?: Pick<HookDoorDeps, 'hooks' | 'refusals' | 'sourceById'>;
  /** Whether the first address of X-Forwarded-For is the client's: only behind a proxy that sets it. */
  readonly trustProxy?: boolean;
}

export interface Collector {
  /** Answers the request if its path is the collector's; false leaves it to whoever comes next, untouched. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * The HTTP collector, whatever the SDK (`protocol/registry.ts`). A plain request handler in front of the API's framework: through its routing and hooks the
 * same empty answer cost 140 µs of CPU instead of 79 (one event a request, 64 connections).
 * 200 is sent when the events are synced to the log, never before.
 */
export function createCollector({ log, sources, clock, logger, registry, hooks, trustProxy = false }: CollectorDeps): Collector {
  const bodies = createBodyReader();
  const metrics = createCollectMetrics(registry, bodies.receivingBytes);

  const accept = async (request: IncomingMessage, door: Door, arrived: Arrived): Promise<void> => {
    const admission = door.admit(arrived);
    const source = findByWriteKey((key) => sources.byWriteKey(key), { headers: request.headers, query: arrived.query, inBody: admission.writeKey });
    if (source.isDisabled === true) throw new Fault('DQ_SOURCE_DISABLED', 403, 'this source was disabled; nothing of this request was kept');
    if (admission.events === 0) return;
    const startedAt = performance.now();
    await log.append([
      {
        workspace: source.workspace,
        sourceId: source.id,
        protocol: door.protocol,
        call: admission.call ?? door.call,
        receivedAt: clock.now(),
        remoteAddress: addressOf(request, trustProxy),
        userAgent: (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
        events: admission.events,
        body: admission.body,
      },
    ]);
    metrics.appended((performance.now() - startedAt) / 1000);
    metrics.accepted(`${source.workspace}/${source.name}`, admission.events);
  };

  const open = async (request: IncomingMessage, response: ServerResponse, door: Door, method: Method, search: string): Promise<void> => {
    const call = { method, query: search === '' ? undefined : new URLSearchParams(search) };
    try {
      await accept(request, door, {
        ...call,
        headers: request.headers,
        bytes: method === 'GET' ? Buffer.from(search) : await bodies.read(request, door.maxSentBytes),
      });
    } catch (error) {
      const fault = faultOf(error);
      const told = door.no === undefined ? fault : door.no(fault);
      if (told !== undefined) throw told === fault ? error : told;
      metrics.refused(fault.code);
    }
    send(request, response, door.yes(call));
  };

  const isKnownKey = (writeKey: string): boolean => sources.byWriteKey(writeKey) !== undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse, target: Target, method: Method, search: string): Promise<void> => {
    if ('door' in target) return await open(request, response, target.door, method, search);
    if (method === 'POST') await bodies.read(request);
    send(request, response, await target.desk.answer({ request, query: new URLSearchParams(search), named: target.named, isKnownKey }));
  };

  const hookDoor = hooks === undefined ? undefined : { ...hooks, log, clock, read: bodies.read, accepted: metrics.accepted };

  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    const fault = faultOf(error);
    metrics.refused(fault.code);
    const id = sendProblem(request, response, fault);
    if (fault.status >= 500) logger.error({ err: error, requestId: id, url: request.url }, 'the collector could not keep a request');
  };

  const answerWith = (request: IncomingMessage, response: ServerResponse, { target, hookKey, method, search }: Found): void => {
    const answered =
      target !== undefined
        ? answer(request, response, target, method, search)
        : hookDoor !== undefined && hookKey !== undefined
          ? receiveHook(hookDoor, request, hookKey, method, search).then((reply) => send(request, response, reply))
          : undefined;
    answered?.catch((error: unknown) => refuse(request, response, error));
  };

  return {
    handle: (request, response) => {
      const url = request.url ?? '/';
      const mark = url.indexOf('?');
      const path = mark === -1 ? url : url.slice(0, mark);
      const hookKey = hookDoor === undefined ? undefined : hookKeyIn(path);
      const target = hookKey === undefined ? targetOf(path) : undefined;
      if (target === undefined && hookKey === undefined) return false;
      const { label, methods } = target === undefined ? hookWays : 'door' in target ? target.door : target.desk;
      response.once('finish', () => metrics.answered(label, response.statusCode));
      const method = methods.find((one) => one === request.method);
      if (request.method === 'OPTIONS') sendPreflight(request, response);
      else if (method === undefined) refuseMethod(request, response, methods);
      else answerWith(request, response, { target, hookKey, method, search: mark === -1 ? '' : url.slice(mark + 1) });
      return true;
    },
  };
}

/** What a path leads to: a protocol's door or desk, or the webhook of this key. */
interface Found {
  readonly target: Target | undefined;
  readonly hookKey: string | undefined;
  readonly method: Method;
  readonly search: string;
}

const hookWays = { label: 'webhook', methods: hookMethods };

const MAX_USER_AGENT = 1_000;

function refuseMethod(request: IncomingMessage, response: ServerResponse, methods: readonly Method[]): void {
  sendProblem(request, response, new Fault('DQ_METHOD_NOT_ALLOWED', 405, `${request.method} is not possible here; ${methods.join(' and ')} is`), {
    allow: [...methods, 'OPTIONS'].join(', '),
  });
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const first = typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : undefined;
  return (first ?? request.socket.remoteAddress ?? '').replace(/^::ffff:/, '').slice(0, 64);
}

/** What is not foreseen is said to be temporary: the events were not kept, and a client that can try again should. */
const faultOf = (error: unknown): Fault =>
  error instanceof Fault
    ? error
    : new Fault('DQ_UNAVAILABLE', 503, 'the events could not be written; nothing of this request was kept, send it again', { cause: error });
