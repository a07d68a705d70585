import type { Logger } from 'pino';
import { readStatuses } from '#evaluate';
import { wallOf } from '#kernel';
import { readList, readListsOfSegment, type StoredList } from '../list/list.store.ts';
import { deleteList, freezeSegment, type ListDeps } from '../list/save.ts';
import { readSegmentById, type SegmentDefinition } from '../segment.store.ts';
import { lastMoment, nextMoment } from './moments.ts';
import { holdPlan, markPlan, readDuePlans, type SnapshotPlan } from './plan.store.ts';
import { readDefinitions } from '../users.read.ts';
import { directUsers } from '../users.ts';

const longestKey = 85;

/** vip_20260301, or with a number behind it where that is taken. */
async function freeKey(deps: ListDeps, { workspace, key }: SegmentDefinition, day: string): Promise<string> {
  const wanted = `${key.slice(0, longestKey)}_${day.replaceAll('-', '')}`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if ((await readList(deps.pg, workspace, name)) === undefined) return name;
  }
}

/** Removes the oldest automatic lists beyond what the plan keeps; one that a rule names stays. */
async function thin(deps: ListDeps, { workspace, key }: SegmentDefinition, keep: number): Promise<void> {
  const usersOf = directUsers(await readDefinitions(deps.pg, workspace));
  const old = (await readListsOfSegment(deps.pg, workspace, key)).filter(({ isAutomatic }) => isAutomatic).slice(keep);
  for (const list of old) if (usersOf({ kind: 'list', key: list.key }).length === 0) await deleteList(deps, workspace, list.key, () => undefined);
}

/** Keeps the members that were stored at the plan's last moment; the list, or why there is none. */
async function takeOne(deps: ListDeps, segment: SegmentDefinition, at: Date, timezone: string): Promise<StoredList | string> {
  const { computedAt } = (await readStatuses(deps.pg, 'segment', [segment.id]))(segment.id);
  if (computedAt === null) return 'the segment has not been computed yet';
  // Made before, by a worker that died before it could say so.
  const before = (await readListsOfSegment(deps.pg, segment.workspace, segment.key)).find(
    (list) => list.isAutomatic && list.takenAt?.getTime() === at.getTime(),
  );
  if (before !== undefined) return before;
  const day = new Date(wallOf(at.getTime(), timezone)).toISOString().slice(0, 10);
  const draft = { key: await freeKey(deps, segment, day), name: `${segment.name} ${day}`, description: '' };
  return freezeSegment(deps, segment.workspace, draft, segment.key, at.getTime(), true);
}

async function work(deps: ListDeps, plan: SnapshotPlan, logger: Logger): Promise<boolean> {
  const [timezone, now] = [await deps.timezoneOf(plan.workspace), deps.clock.now()];
  const next = nextMoment(plan.every, now, timezone);
  return deps.pg.transaction(async (tx) => {
    // Held while the list is made: of several workers one makes it; one that dies lets go, and the next one makes it anew.
    if ((await holdPlan(tx, plan)) === undefined) return false;
    const segment = await readSegmentById(deps.pg, plan.segmentId);
    if (segment === undefined) return false;
    const at = lastMoment(plan.every, now, timezone);
    try {
      const made = await takeOne(deps, segment, at, timezone);
      if (typeof made === 'string') await markPlan(tx, plan.segmentId, next, null, made);
      else {
        await markPlan(tx, plan.segmentId, next, at, null);
        await thin(deps, segment, plan.keep);
      }
      return typeof made !== 'string';
    } catch (error) {
      // Shown with the plan, and tried again at its next moment: others must not wait for it.
      logger.error({ err: error, segment: segment.key }, 'a snapshot of a segment could not be taken');
      await markPlan(tx, plan.segmentId, next, null, error instanceof Error ? error.message : String(error));
      return false;
    }
  });
}

/** Takes every snapshot that is due; gives how many lists were made. History is kept, so a late one is as true as one in time. */
export async function takeSnapshots(deps: ListDeps, logger: Logger): Promise<number> {
  let made = 0;
  for (const plan of await readDuePlans(deps.pg, new Date(deps.clock.now()))) if (await work(deps, plan, logger)) made++;
  return made;
}
