import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LiveState } from '#evaluate';
import type { Access } from '#govern';
import { Fault } from '#kernel';
import type { PipelineState } from '#pipeline';
import { Gauge, type Registry, renderMetrics } from '#platform';
import { registerLiveState } from './live-metrics.ts';

export interface MetricsDeps {
  readonly registry: Registry;
  /** Where the other processes publish theirs. */
  readonly folder: string;
  readonly access: Access;
  readonly pipelineState: () => Promise<PipelineState>;
  readonly liveStates: () => Promise<readonly LiveState[]>;
}

/** `/metrics` in Prometheus's text format. Open on this machine; from elsewhere with a key, as it tells how business goes. */
export function registerMetrics(app: FastifyInstance, { registry, folder, access, pipelineState, liveStates }: MetricsDeps): void {
  registerFlow(registry, pipelineState);
  registerLiveState(registry, liveStates);
  app.get('/metrics', { schema: { summary: 'Metrics of all processes, for Prometheus', tags: ['health'] } }, async (request, reply) => {
    if (!isLocal(request)) requireReader(request, access);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await renderMetrics(registry, folder));
  });
}

const outcomes = ['accepted', 'passed', 'dropped', 'parked', 'lag'] as const;

/** Read when somebody asks: the counters live in the log and in PostgreSQL, not in this process. */
function registerFlow(registry: Registry, pipelineState: () => Promise<PipelineState>): void {
  new Gauge({
    name: 'danqing_pipeline_events',
    help: 'Events per source by how they ended; accepted = passed + dropped + parked + lag',
    labelNames: ['source', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      const state = await pipelineState().catch(() => undefined); // while PostgreSQL is away the other metrics still show
      for (const source of state?.sources ?? []) for (const outcome of outcomes) this.inc({ source: source.name, state: outcome }, source[outcome]);
    },
  });
}

const loopback: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** A proxy on this machine speaks for strangers. */
const isLocal = (request: FastifyRequest): boolean =>
  loopback.includes(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;

function requireReader(request: FastifyRequest, access: Access): void {
  const [scheme, secret = ''] = (request.headers.authorization ?? '').split(' ');
  const { scopes } = access.callerOf(scheme?.toLowerCase() === 'bearer' ? secret : '', undefined);
  if (!scopes.includes('read') && !scopes.includes('admin')) throw new Fault('DQ_FORBIDDEN', 403, 'this needs a key with the scope read');
}
