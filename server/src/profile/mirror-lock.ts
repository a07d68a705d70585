import type { ClickHouse, Postgres } from '#platform';

export interface MirrorStores {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** Sets this lock apart from others of one number. */
const mirror = 7_320_001;

/**
 * Every UPDATE of `profile` runs in this, and every ALTER that makes a mutation (APPLY PATCHES, MATERIALIZE, DROP COLUMN) in `whileAltering`, in
 * whatever process. A mutation also applies the patches of earlier UPDATEs and marks each part as having all that are older than itself; an UPDATE takes
 * its number when it begins and writes its patches when it ends, so one that is under way meanwhile counts as applied, and is lost (mirror-lock.db.test.ts).
 * One that begins after the ALTER was answered keeps everything.
 */
export const whileUpdating = <T>(pg: Postgres, work: () => Promise<T>): Promise<T> =>
  pg.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [mirror]);
    return work();
  });

/** For ALTERs that answer before the mutation has run: nobody can write meanwhile. */
export const whileAltering = <T>(pg: Postgres, work: () => Promise<T>): Promise<T> =>
  pg.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [mirror]);
    return work();
  });
