import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TextArena } from '../plan/arena.ts';
import { detached } from '../plan/detach.ts';
import type { Draft } from '../plan/draft.ts';
import type { Plan } from '../plan/plan.ts';
import type { Gathered, UsedRow } from './gathered.ts';
import { mergeRuns } from './merge.ts';
import { readSpread, spreadRows, writeRun } from './spill.ts';

export interface GatherOptions {
  readonly plan: Plan;
  /** Where rows go that do not fit into memory; made when it is needed, and removed. */
  readonly folder: string;
  /** How much memory groups may take, estimated. */
  readonly maxBytes: number;
}

/** A group that still does not fit after so many splits has its rows to itself: splitting on would not help. */
const maxLevel = 6;

/**
 * One event for each group, wherever its rows stand in the file, in the order of the groups' first rows: the same whatever fits into memory, so that a resumed
 * import makes the same chunks.
 *
 * Groups are gathered in memory. When they outgrow it, reading starts anew (`open` again; what was read costs at most `maxBytes`): rows are spread over files
 * by their group's hash, each file is gathered on its own, and the results are merged by first row.
 */
export async function* gatherGroups(open: () => AsyncIterable<readonly UsedRow[]>, options: GatherOptions, level = 0): AsyncIterable<Gathered> {
  const groups = await gatherInMemory(open(), options, level);
  if (groups === undefined) {
    yield* gatherOnDisk(open, options, level);
    return;
  }
  for (const draft of groups) if (draft.isWanted) yield { rows: draft.rows, built: draft.finish(), isAlso: draft.isAlso };
}

/** Undefined when the groups do not fit. */
async function gatherInMemory(rows: AsyncIterable<readonly UsedRow[]>, { plan, maxBytes }: GatherOptions, level: number): Promise<Iterable<Draft> | undefined> {
  const groups = new Map<string, Draft>();
  const arena = new TextArena();
  let bytes = 0;
  for await (const batch of rows) {
    for (const { row, key, index } of batch) {
      let draft = groups.get(key);
      if (draft === undefined) {
        draft = plan.start(arena, index, row);
        groups.set(detached(key), draft);
        bytes += key.length * 2;
      } else bytes -= draft.bytes;
      draft.add(row);
      bytes += draft.bytes;
    }
    if (bytes + arena.bytes > maxBytes && groups.size > 1 && level < maxLevel) return undefined;
  }
  return groups.values();
}

async function* gatherOnDisk(open: () => AsyncIterable<readonly UsedRow[]>, options: GatherOptions, level: number): AsyncIterable<Gathered> {
  const folder = join(options.folder, randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const parts = await spreadRows(open(), options.plan, folder, level);
    const runs: string[] = [];
    for (const part of parts) {
      const run = `${part}.run`;
      await writeRun(
        gatherGroups(() => readSpread(part, options.plan), { ...options, folder }, level + 1),
        run,
      );
      await rm(part);
      runs.push(run);
    }
    yield* mergeRuns(runs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
