import type { Logger } from 'pino';
import { type Loop, startLoop } from '#govern';
import { readDelivered } from '#pipeline';
import { forgetOldDays } from './measure/days.store.ts';
import { type FlowDeps, noteFlows } from './measure/flow.store.ts';
import { measure } from './measure/measure.ts';
import type { MeasureDeps } from './measure/measure-deps.ts';
import { readProgress } from './measure/progress.store.ts';

export interface QualityDeps extends MeasureDeps, FlowDeps {
  readonly logger: Logger;
  readonly workspaces: () => Promise<readonly number[]>;
}

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** How soon it is seen that somebody asked. */
const lookEveryMs = 5 * secondMs;
/** Measuring takes at most one part in so many of the time. */
const restPerWork = 20;
const leastRestMs = 30 * secondMs;

interface Pipeline {
  readonly isBehind: boolean;
  readonly isAtRest: boolean;
}

/** Whether a workspace is to be measured now: somebody asked, or something came and the last time is long enough ago (the first time: nothing more comes for now); and now and then anyway, because what is said grows old by itself. */
async function isDue({ pg, clock }: QualityDeps, workspace: number, delivered: number, { isBehind, isAtRest }: Pipeline): Promise<boolean> {
  const { position, measuredAt, tookMs, wantedAt } = await readProgress(pg, workspace);
  if (wantedAt !== null) return true;
  if (position === null || measuredAt === null) return delivered > 0 && isAtRest;
  if (isBehind) return false;
  const rest = clock.now() - measuredAt.getTime();
  if (rest < Math.max(leastRestMs, tookMs * restPerWork)) return false;
  return delivered > position || rest > 6 * hourMs;
}

/**
 * Whether what lay in the log at the last look has not arrived yet: then the engines are needed for that. What never catches up does not put measuring off for more than an hour at a
 * time. Give it where the log ends, how far it is delivered and the moment (ms).
 */
export function backlogWatch(): (end: number, delivered: number, now: number) => boolean {
  let endBefore = 0;
  let since: number | undefined;
  return (end, delivered, now) => {
    const isBehind = delivered < endBefore;
    endBefore = end;
    since = isBehind ? (since ?? now) : undefined;
    if (since === undefined) return false;
    if (now - since < hourMs) return true;
    since = undefined;
    return false;
  };
}

/** So many looks one after the other without a load: nobody is in the midst of bringing their data in. */
const quietLooks = 2;
/** Events from one look to the next that are no load: a site that is visited is never quite still, and need not be for its first figures. */
const trickle = 1_000;

/**
 * Whether what came is delivered and hardly anything new comes: what is measured first, in the midst of a load, would have to be measured again. What never rests counts as at rest every hour. Give
 * it how many events were ever accepted, whether the pipeline is behind and the moment (ms).
 */
export function restWatch(): (accepted: number, isBehind: boolean, now: number) => boolean {
  let acceptedBefore: number | undefined;
  let quiet = 0;
  let since: number | undefined;
  return (accepted, isBehind, now) => {
    const isQuiet = !isBehind && acceptedBefore !== undefined && accepted - acceptedBefore < trickle;
    acceptedBefore = accepted;
    quiet = isQuiet ? quiet + 1 : 0;
    since ??= now;
    if (quiet < quietLooks && now - since < hourMs) return false;
    since = undefined;
    return true;
  };
}

/** Measures in the worker: one workspace after another, counters once a minute. */
export function startQuality(deps: QualityDeps): Loop {
  let lookedAt = 0;
  let notedAt = 0;
  let sweptAt = 0;
  const isBehindNow = backlogWatch();
  const isAtRestNow = restWatch();
  return startLoop('quality of data', {
    logger: deps.logger,
    step: async (signal) => {
      const now = deps.clock.now();
      if (now - lookedAt < lookEveryMs) return false;
      lookedAt = now;
      if (now - notedAt >= minuteMs) {
        await noteFlows(deps);
        notedAt = now;
      }
      if (now - sweptAt >= dayMs) {
        await forgetOldDays(deps.pg, now);
        sweptAt = now;
      }
      const delivered = await readDelivered(deps.pg);
      const isBehind = isBehindNow(deps.log.head() - 1, delivered, now);
      const accepted = [...deps.log.accepted().values()].reduce((sum, events) => sum + events, 0);
      const pipeline = { isBehind, isAtRest: isAtRestNow(accepted, isBehind, now) };
      for (const workspace of await deps.workspaces()) {
        const zone = deps.zoneOf(workspace);
        if (zone === undefined || signal.aborted || !(await isDue(deps, workspace, delivered, pipeline))) continue;
        await measure(deps, workspace, zone);
      }
      return false;
    },
  });
}
