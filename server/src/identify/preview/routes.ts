import { IdentityPreview, IdentityPreviewInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Postgres, typed } from '#platform';
import { settingsFrom } from '../config/check.ts';
import { previewSettings } from './preview.ts';

/** What hangs on a profile. */
interface Hanging {
  readonly eventCount: number;
  readonly segments: readonly string[];
  readonly tags: Readonly<Record<string, unknown>>;
}

export interface PreviewRoutesDeps {
  readonly pg: Postgres;
  /** Profiles come after identity, so entry hands this in. */
  readonly look: (workspace: number, profile: number) => Promise<Hanging | undefined>;
}

/** What a change of how people are told apart would do, before it is made. */
export function registerPreviewRoutes(app: FastifyInstance, { pg, look }: PreviewRoutesDeps): void {
  const routes = typed(app);
  const preview = {
    summary: 'What another configuration of identifiers would join, split and leave, and whose events, segments and tags that touches; nothing is changed',
    body: IdentityPreviewInput,
    response: { 200: IdentityPreview },
  };
  routes.post('/api/v1/identity/config/preview', { schema: preview, config: { capability: 'identity.read', scope: 'read' } }, async ({ caller, body }) => {
    const { most = 200_000, ...input } = body;
    const { workspace, defaultRegion } = caller;
    const { dropped, changing, sample, ...outlook } = await previewSettings(pg, { workspace, defaultRegion, settings: settingsFrom(input), most });
    const hanging = (await Promise.all(changing.map((profile) => look(workspace, profile)))).filter((one) => one !== undefined);
    return {
      ...outlook,
      droppedIdentifiers: dropped,
      sample: {
        merging: sample.merging.map((group) => [...group]),
        splitting: sample.splitting.map(({ profile, parts }) => ({ profile, parts: parts.map((part) => part.map(({ kind, value }) => ({ kind, value }))) })),
      },
      affected: {
        looked: hanging.length,
        events: hanging.reduce((sum, { eventCount }) => sum + eventCount, 0),
        segments: counted(hanging.flatMap(({ segments }) => segments)),
        tags: counted(hanging.flatMap(({ tags }) => Object.keys(tags))),
      },
    };
  });
}

const counted = (keys: readonly string[]): { key: string; profiles: number }[] =>
  [...Map.groupBy(keys, (key) => key)].map(([key, group]) => ({ key, profiles: group.length })).sort((a, b) => b.profiles - a.profiles);
