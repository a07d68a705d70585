import { StreamQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Masker, PrivacyDirectory } from '#govern';
import { Fault, invalid, isJsonObject, type JsonValue } from '#kernel';
import { type Postgres, typed } from '#platform';
import { streamChannel } from './stream.store.ts';
import { placeOf, type SentEvent, subscribe } from './subscription.ts';

export interface StreamDeps {
  readonly pg: Postgres;
  /** A stream leaves by no door that masks answers: it masks what it says itself. */
  readonly maskerFor: PrivacyDirectory['maskerFor'];
  /** How the pipeline of a workspace stands, for topic `pipeline`. */
  pipelineState(workspace: number): Promise<JsonValue>;
  /** How long work of a workspace stands, by name, for topic `tasks`; without it there is no such topic. */
  taskStates?(workspace: number): Promise<ReadonlyMap<string, JsonValue>>;
}

const topicPattern = /^(pipeline|tasks|(segment|tag):(\*|[^\s,:*]{1,200}))$/;
const mostSubscribers = 500;
/** Proxies close connections that say nothing for longer. */
const heartbeatMs = 15_000;
const stateEveryMs = 1_000;
/** A subscriber that reads slower than this much of what waits for it is cut off; it resumes where it was. */
const mostWaitingBytes = 16_000_000;

function topicsOf(text: string): readonly string[] {
  const topics = [...new Set(text.split(',').map((topic) => topic.trim()))];
  const wrong = topics.filter((topic) => !topicPattern.test(topic));
  if (wrong.length > 0) {
    throw invalid(
      'there are topics that cannot be',
      wrong.map((topic) => ({
        path: '/query/topics',
        code: 'DQ_NOT_ALLOWED',
        message: `${topic} is no topic`,
        suggestion: 'segment:<key>, tag:<key>, pipeline, tasks',
      })),
    );
  }
  return topics;
}

const frame = ({ id, data }: SentEvent, masker: Masker): string => `id: ${id}\ndata: ${JSON.stringify(masker.about(data, aboutOf(data)))}\n\n`;

/** What a tag's changes say are values of that tag. */
function aboutOf(data: JsonValue): Parameters<Masker['about']>[1] {
  const topic = isJsonObject(data) ? data['topic'] : undefined;
  return typeof topic === 'string' && topic.startsWith('tag:') ? { scope: 'tag', path: topic.slice('tag:'.length) } : undefined;
}

/** `GET /api/v1/stream`: changes as they happen, to people's programs. Every subscriber reads on from its own place whenever PostgreSQL tells of news. */
export function registerStreamRoutes(app: FastifyInstance, deps: StreamDeps): void {
  const wakers = new Set<() => void>();
  const responses = new Set<ServerResponse>();
  const listening = deps.pg.listen(streamChannel, () => {
    for (const wake of wakers) wake();
  });
  app.addHook('preClose', (done) => {
    for (const response of responses) response.end();
    done();
  });
  app.addHook('onClose', () => listening.close());

  typed(app).get(
    '/api/v1/stream',
    {
      schema: { summary: 'Changes of segments, tags and the pipeline as they happen (server-sent events)', querystring: StreamQuery },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, query, headers }, reply) => {
      const topics = topicsOf(query.topics);
      const given = headers['last-event-id'] ?? query.lastEventId;
      const place = placeOf(typeof given === 'string' ? given : undefined);
      if (given !== undefined && place === undefined)
        throw invalid('Last-Event-ID is none of ours', [
          { path: '/headers/last-event-id', code: 'DQ_FORMAT', message: 'must be the id of an event that was sent here' },
        ]);
      if (responses.size >= mostSubscribers) throw new Fault('DQ_OVERLOADED', 503, 'too many subscribers listen already');
      const subscription = await subscribe(deps.pg, caller.workspace, topics, place);
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      response.write('retry: 2000\n\n');
      responses.add(response);

      let isReading = false;
      let isAgain = false;
      const wake = (): void => {
        isAgain = true;
        if (isReading) return;
        isReading = true;
        readOn().then(
          () => {
            isReading = false;
          },
          () => response.end(), // the subscriber comes again with the last id it heard
        );
      };
      const readOn = async (): Promise<void> => {
        while (isAgain && !response.writableEnded) {
          isAgain = false;
          for await (const events of subscription.next()) {
            response.write(events.map((event) => frame(event, deps.maskerFor(caller))).join(''));
            if (response.writableLength > mostWaitingBytes) response.destroy();
          }
        }
      };
      let lastState = '';
      const sendState = async (): Promise<void> => {
        const state = JSON.stringify({ topic: 'pipeline', ...asObject(await deps.pipelineState(caller.workspace)) });
        if (state !== lastState && !response.writableEnded) response.write(`data: ${state}\n\n`);
        lastState = state;
      };
      const sendTasks = changedTasks(deps, caller.workspace, (states) => {
        if (!response.writableEnded) response.write(states.map((state) => `data: ${deps.maskerFor(caller).text(state)}\n\n`).join(''));
      });
      const timers = [
        setInterval(() => response.write(': alive\n\n'), heartbeatMs),
        // Notifications are lost with their connection; nobody waits longer than this.
        setInterval(wake, 2 * heartbeatMs),
        ...(topics.includes('pipeline') ? [setInterval(() => void sendState().catch(() => response.end()), stateEveryMs)] : []),
        ...(topics.includes('tasks') ? [setInterval(() => void sendTasks().catch(() => response.end()), stateEveryMs)] : []),
      ];
      response.once('close', () => {
        for (const timer of timers) clearInterval(timer);
        wakers.delete(wake);
        responses.delete(response);
      });
      wakers.add(wake);
      wake();
      if (topics.includes('pipeline')) await sendState().catch(() => response.end());
      if (topics.includes('tasks')) await sendTasks().catch(() => response.end());
    },
  );
}

/** Looks at the tasks and sends on what differs from the look before: all of them that are under way at the first. */
function changedTasks(deps: StreamDeps, workspace: number, send: (states: readonly string[]) => void): () => Promise<void> {
  let known: ReadonlyMap<string, string> | undefined;
  return async () => {
    const states = [...((await deps.taskStates?.(workspace)) ?? [])].map(([name, state]) => ({
      name,
      state,
      text: JSON.stringify({ topic: 'tasks', ...asObject(state) }),
    }));
    const before = known;
    const news = states.filter(({ name, state, text }) => (before === undefined ? isOpen(state) : before.get(name) !== text));
    known = new Map(states.map(({ name, text }) => [name, text]));
    if (news.length > 0) send(news.map(({ text }) => text));
  };
}

const isOpen = (state: JsonValue): boolean => isJsonObject(state) && state['endedAt'] === null;

const asObject = (value: JsonValue): object => (typeof value === 'object' && value !== null ? value : {});
