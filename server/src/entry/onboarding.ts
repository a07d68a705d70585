import { OnboardingPatch, OnboardingView, type OnboardingView as View, onboardingSteps } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { readMembers, readSettings, readWorkspaceRow, setWelcomed } from '#govern';
import { workspaceId } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { SeenNames } from './seen.ts';

export interface OnboardingDeps {
  readonly pg: Postgres;
  /** Events that were accepted so far. */
  readonly accepted: (workspace: number) => Promise<number>;
  readonly seen: (workspace: number) => Promise<SeenNames>;
  readonly segments: (workspace: number) => Promise<number>;
  readonly packs: (workspace: number) => Promise<readonly (View['packs'][number] & { readonly industry: string })[]>;
}

/** These say which browser or device it was, and not who. */
const nobody = new Set(['anonymous_id', 'device_id']);
/** What a pack calls its industry, by what the workspace says it is. */
const packOf: Readonly<Record<string, string>> = { retail: 'retail', ecommerce: 'retail', beauty: 'retail', dining: 'retail', travel: 'travel', b2b: 'b2b' };

/** The first steps: every one is looked up in the data, so that whatever way it was done counts. */
export function registerOnboardingRoutes(app: FastifyInstance, deps: OnboardingDeps): void {
  const { pg } = deps;
  const routes = typed(app);
  const read = async (workspace: number): Promise<View> => {
    const [settings, row, accepted, seen, segments, packs, members] = await Promise.all([
      readSettings(pg, workspace),
      readWorkspaceRow(pg, workspace),
      deps.accepted(workspace),
      deps.seen(workspace),
      deps.segments(workspace),
      deps.packs(workspace),
      readMembers(pg, workspaceId(workspace)),
    ]);
    const done = {
      industry: settings.industry !== null,
      data: accepted > 0,
      identifiers: [...seen.identifiers].some((kind) => !nobody.has(kind)),
      pack: packs.some(({ adopted }) => adopted > 0),
      segment: segments > 0,
      invite: members.length > 1,
    };
    const own = packOf[settings.industry ?? ''];
    return {
      steps: onboardingSteps.map((key) => ({ key, isDone: done[key] })),
      isDismissed: row?.settings.isWelcomed ?? false,
      isDone: Object.values(done).every(Boolean),
      packs: [...packs].sort((a, b) => Number(b.industry === own) - Number(a.industry === own)).map(({ industry: _industry, ...pack }) => pack),
    };
  };

  const list = { summary: 'The first steps, which of them are done, and what the packs still wait for', response: { 200: OnboardingView } };
  routes.get('/api/v1/onboarding', { schema: list, config: { capability: 'settings.read' } }, ({ caller }) => read(caller.workspace));

  const dismiss = { summary: 'Puts the list of first steps away, or brings it back', body: OnboardingPatch, response: { 200: OnboardingView } };
  routes.patch('/api/v1/onboarding', { schema: dismiss, config: { capability: 'settings.write' } }, async ({ caller, body }) => {
    await setWelcomed(pg, caller.workspace, body.isDismissed);
    return read(caller.workspace);
  });
}
