import pg from 'pg';
import { type Listening, listenTo } from './postgres-listen.ts';

// bigint columns hold dense ids, counters and log positions: all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Runs SQL with values bound as $1, $2, …; rows come back typed by the caller's schema. */
export interface PostgresSession {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Postgres extends PostgresSession {
  /** Runs `work` in one transaction; a throw rolls back and is passed on. */
  transaction<T>(work: (tx: PostgresSession) => Promise<T>): Promise<T>;
  /** Calls `onNotify` for every NOTIFY on `channel`, and after every (re)connection, because one may have been missed. */
  listen(channel: string, onNotify: (payload: string) => void): Listening;
  /** The connections themselves, for a library that brings its own SQL. They are given back, never ended: the pool stays ours. */
  lend(): { connect(): Promise<pg.PoolClient>; end(): Promise<void> };
  close(): Promise<void>;
}

const sessionOf = (client: pg.Pool | pg.PoolClient): PostgresSession => ({
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const result = await client.query<Row>(sql, [...values]);
    return result.rows;
  },
});

export function connectPostgres(url: string, options: { maxConnections?: number; onError?: (error: Error) => void } = {}): Postgres {
  const pool = new pg.Pool({ connectionString: url, max: options.maxConnections ?? 8 });
  pool.on('error', options.onError ?? (() => undefined));
  return {
    ...sessionOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(sessionOf(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        await client.query('ROLLBACK').then(
          () => client.release(),
          (rollbackError: unknown) => client.release(rollbackError instanceof Error ? rollbackError : true),
        );
        throw error;
      }
    },
    listen: (channel, onNotify) => listenTo(url, channel, onNotify),
    lend: () => ({ connect: () => pool.connect(), end: () => Promise.resolve() }),
    close: () => pool.end(),
  };
}
