import type { Compiled } from '../context.ts';
import { tables } from '../tables.ts';

/** SQL that selects `name`: every trait that ever changed in a workspace. Its history is read masked for these only, so that none is missed. */
export const compileTraitNames = (workspace: number): Compiled => ({
  sql: `SELECT toString(trait) AS name FROM ${tables.traitChanges} PREWHERE workspace = {workspace:UInt32} GROUP BY trait LIMIT 5000`,
  params: { workspace },
});
