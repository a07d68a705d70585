import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeConnectionFiles, removeImportFiles } from '#collect';
import type { RemovalDeps, SourceDirectory } from '#govern';
import { deleteClickHouseRows } from '#platform';
import { whileAltering } from '#profile';
import { exportsFolder } from './exports.ts';
import { importsFolder } from './imports.ts';
import type { Stores } from './stores.ts';

/** What waits for the moment between two slices. */
export interface Turns {
  /** Runs `work` when the pipeline has delivered everything and changes nothing. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** For the pipeline: what is to be done now; undefined: nothing. */
  due(): (() => Promise<void>) | undefined;
}

/** A mutation in ClickHouse must not meet an UPDATE that is under way: the pipeline makes them, so it also lets others have their turn. */
export function createTurns(): Turns {
  const waiting: (() => Promise<void>)[] = [];
  return {
    take: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
      }),
    due: () => waiting.shift(),
  };
}

/** How the parts of this product let a workspace go. */
export function removalOf(
  { pg, clickhouse }: Stores,
  { data, sources, turns }: { readonly data: string; readonly sources: SourceDirectory; readonly turns: Turns },
): Pick<RemovalDeps, 'isSkipped' | 'clearClickHouse' | 'clearFiles'> {
  return {
    isSkipped: (source) => sources.byId(source)?.isRemoved === true,
    clearClickHouse: (workspace) => turns.take(() => whileAltering(pg, () => deleteClickHouseRows(clickhouse, workspace))),
    clearFiles: async ({ workspace, key }) => {
      await removeConnectionFiles(pg, importsFolder(data), workspace);
      await removeImportFiles(pg, importsFolder(data), workspace);
      await rm(join(exportsFolder(data), String(workspace)), { recursive: true, force: true });
      await rm(join(data, 'demo-truth', key), { recursive: true, force: true });
    },
  };
}
