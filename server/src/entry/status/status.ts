import { StatusView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#kernel';
import { typed } from '#platform';

export interface StatusDeps {
  readonly version: string;
  readonly clock: Clock;
  /** How many there are in a workspace; each stage counts its own. */
  readonly counts: Readonly<Record<'profiles' | 'tags' | 'segments', (workspace: number) => Promise<number>>>;
}

/** How big the workspace is: what the page at `/` and dashboards show first. */
export function registerStatus(app: FastifyInstance, { version, clock, counts }: StatusDeps): void {
  const status = { summary: 'How big the workspace is', tags: ['status'], response: { 200: StatusView } };
  typed(app).get('/api/v1/status', { schema: status, config: { capability: 'self' } }, async ({ caller: { workspace } }) => {
    const [profiles, tags, segments] = await Promise.all([counts.profiles(workspace), counts.tags(workspace), counts.segments(workspace)]);
    return { version, now: new Date(clock.now()).toISOString(), counts: { profiles, tags, segments } };
  });
}
