import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { Readable } from 'node:stream';

/**
 * Which work a query belongs to. The pipeline goes before previews, previews before batch:
 * each lane has its own thread, memory and time limits.
 */
export type Lane = 'pipeline' | 'interactive' | 'batch';

export interface QueryOptions {
  readonly lane?: Lane;
  /** Makes the query findable, so that a cancel can KILL it; closing the connection does not stop it. */
  readonly queryId?: string;
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface InsertOptions {
  /** insert_deduplication_token: the same token inserts once, also into the targets of views. */
  readonly token?: string;
}

export interface ClickHouse {
  /** Values are bound as {name:Type} parameters; never glue them into the text. */
  query<Row extends object>(sql: string, params?: Readonly<Record<string, unknown>>, options?: QueryOptions): Promise<readonly Row[]>;
  command(sql: string, params?: Readonly<Record<string, unknown>>, options?: QueryOptions): Promise<void>;
  /** `body` is JSONEachRow: one JSON object a line. */
  insert(table: string, body: Buffer, options?: InsertOptions): Promise<void>;
  cancel(queryId: string): Promise<void>;
  readonly database: string;
  close(): Promise<void>;
}

const lanes: Readonly<Record<Lane, ClickHouseSettings>> = {
  pipeline: { priority: '1' },
  interactive: { priority: '2', max_execution_time: 120 },
  batch: { priority: '3', max_execution_time: 3600 },
};

const always: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  wait_end_of_query: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // JSON columns keep texts: without these two, ClickHouse stores '2024-01-01' as a Date and reading it as a String gives null.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
};

export function connectClickHouse(url: string): ClickHouse {
  const database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'default';
  const client: ClickHouseClient = createClient({
    url,
    max_open_connections: 16,
    keep_alive: { enabled: true, idle_socket_ttl: 2500 },
    clickhouse_settings: { date_time_input_format: 'best_effort' },
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: 3_600_000,
  });
  const settingsFor = (options: QueryOptions) => ({ ...always, ...lanes[options.lane ?? 'interactive'], ...options.settings });
  const common = (sql: string, params: Readonly<Record<string, unknown>>, options: QueryOptions) => ({
    query: sql,
    query_params: { ...params },
    clickhouse_settings: settingsFor(options),
    ...(options.queryId === undefined ? {} : { query_id: options.queryId }),
  });
  return {
    database,
    query: async <Row extends object>(sql: string, params = {}, options: QueryOptions = {}) => {
      const result = await client.query({ ...common(sql, params, options), format: 'JSONEachRow' });
      return result.json<Row>();
    },
    command: async (sql, params = {}, options = {}) => {
      await client.command(common(sql, params, options));
    },
    insert: async (table, body, options = {}) => {
      await client.exec({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        values: Readable.from([body], { objectMode: false }),
        clickhouse_settings: {
          ...always,
          max_partitions_per_insert_block: '0',
          ...(options.token === undefined ? {} : { insert_deduplication_token: options.token, insert_deduplicate: 1 }),
        },
      });
    },
    cancel: async (queryId) => {
      await client.command({ query: 'KILL QUERY WHERE query_id = {id:String} SYNC', query_params: { id: queryId } });
    },
    close: () => client.close(),
  };
}
