import { type ProfileResults } from '#profile';
import { countSegments, segmentsOf } from '#segment';
import { countTags, tagsOf } from '#tag';
import type { Stores } from './stores.ts';

/** Tags and segments of profiles. Asking PostgreSQL whether there are any is cheap; a query to ClickHouse for nothing is not. */
export const resultsOf = ({ pg, clickhouse }: Stores): ProfileResults => ({
  tagsOf: async (workspace, ids) => ((await countTags(pg, workspace)) === 0 ? new Map() : tagsOf({ pg, clickhouse }, workspace, ids)),
  segmentsOf: async (workspace, ids) => ((await countSegments(pg, workspace)) === 0 ? new Map() : segmentsOf({ pg, clickhouse }, workspace, ids)),
});
