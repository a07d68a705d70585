import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient, type ResponseHeaders } from '@clickhouse/client';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { isJsonObject } from '#kernel';
import { cancelled, createGate, type Lane, lanes } from './lanes.ts';

export interface QueryOptions {
  readonly lane?: Lane;
  /** Makes the query findable, so that a cancel can KILL it; closing the connection does not stop it. */
  readonly queryId?: string;
  /** Begins the query's id, so that every query of one piece of work can be killed together, from any process: `killMarked`. */
  readonly queryMark?: string;
  /** Abort takes the query out of its lane's queue, or kills it in the engine; the call then rejects with DQ_CANCELLED. */
  readonly signal?: AbortSignal;
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Told what the statement took, when it has ended. */
  readonly onCost?: (cost: QueryCost) => void;
}

/** What a statement took of the engine. */
export interface QueryCost {
  readonly rowsRead: number;
  readonly bytesRead: number;
  /** At most at once. */
  readonly memoryBytes: number;
}

export interface InsertOptions {
  /** insert_deduplication_token: the same token inserts once, also into the targets of views. */
  readonly token?: string;
  /** Fields the table has no column for are left out: rows of a wide feed into a narrow target. */
  readonly skipUnknownFields?: boolean;
}

export interface ClickHouse {
  /** Values are bound as {name:Type} parameters; never glue them into the text. */
  query<Row extends object>(sql: string, params?: Readonly<Record<string, unknown>>, options?: QueryOptions): Promise<readonly Row[]>;
  command(sql: string, params?: Readonly<Record<string, unknown>>, options?: QueryOptions): Promise<void>;
  /** `body` is JSONEachRow: one JSON object a line. */
  insert(table: string, body: Buffer, options?: InsertOptions): Promise<void>;
  cancel(queryId: string): Promise<void>;
  /** Kills what runs now with this mark in its id, whichever process sent it; does not wait until it has gone. */
  killMarked(mark: string): Promise<void>;
  readonly database: string;
  /** How a dictionary reads its own server, as SQL: `USER '…' PASSWORD '…'` of this connection; empty when it has none. */
  readonly dictionaryAccess: string;
  close(): Promise<void>;
}

const always: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  wait_end_of_query: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // As a mutation, a DELETE would make the engine lose UPDATEs of its table that are under way (profile/mirror-lock.ts).
  lightweight_delete_mode: 'lightweight_update',
  // JSON columns keep texts: without these two, ClickHouse stores '2024-01-01' as a Date and reading it as a String gives null.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
};

/** The engine sums a statement up in a header; complete, because answers wait for the end (wait_end_of_query). */
function costOf(headers: ResponseHeaders): QueryCost {
  const summary: unknown = JSON.parse(String(headers['x-clickhouse-summary'] ?? '{}'));
  const number = (name: string): number => (isJsonObject(summary) ? Number(summary[name] ?? 0) : 0);
  return { rowsRead: number('read_rows'), bytesRead: number('read_bytes'), memoryBytes: number('memory_usage') };
}

/** Databases of one engine may give their work the same numbers. */
const killByMark = 'KILL QUERY WHERE current_database = currentDatabase() AND position(query_id, {mark:String}) > 0 ASYNC';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function accessOf({ username, password }: URL): string {
  if (username === '') return '';
  return `USER ${quoted(decodeURIComponent(username))} PASSWORD ${quoted(decodeURIComponent(password))}`;
}

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
  const settingsFor = (options: QueryOptions) => ({ ...always, ...lanes[options.lane ?? 'interactive'].settings, ...options.settings });
  const common = (sql: string, params: Readonly<Record<string, unknown>>, options: QueryOptions) => ({
    query: sql,
    query_params: { ...params },
    clickhouse_settings: settingsFor(options),
    ...(options.queryId === undefined ? {} : { query_id: options.queryId }),
  });
  const cancel = async (queryId: string): Promise<void> => {
    await client.command({ query: 'KILL QUERY WHERE query_id = {id:String} SYNC', query_params: { id: queryId } });
  };
  const killMarked = async (mark: string): Promise<void> => {
    await client.command({ query: killByMark, query_params: { mark } });
  };
  const gates = {
    pipeline: createGate(lanes.pipeline.concurrency, lanes.pipeline.waiting),
    point: createGate(lanes.point.concurrency, lanes.point.waiting),
    interactive: createGate(lanes.interactive.concurrency, lanes.interactive.waiting),
    batch: createGate(lanes.batch.concurrency, lanes.batch.waiting),
  };
  const inLane = <T>(options: QueryOptions, work: (options: QueryOptions) => Promise<T>): Promise<T> => {
    const { signal } = options;
    const gate = gates[options.lane ?? 'interactive'];
    const named = { ...options, queryId: options.queryId ?? `${options.queryMark ?? ''}${randomUUID()}` };
    if (signal === undefined) return gate.pass(() => work(options));
    return gate.pass(
      () =>
        killable(
          signal,
          () => cancel(named.queryId),
          () => work(named),
        ),
      signal,
    );
  };
  return {
    database,
    dictionaryAccess: accessOf(new URL(url)),
    query: <Row extends object>(sql: string, params = {}, options: QueryOptions = {}) =>
      inLane(options, async (named) => {
        const result = await client.query({ ...common(sql, params, named), format: 'JSONEachRow' });
        named.onCost?.(costOf(result.response_headers));
        return result.json<Row>();
      }),
    command: (sql, params = {}, options = {}) =>
      inLane(options, async (named) => {
        const done = await client.command(common(sql, params, named));
        named.onCost?.(costOf(done.response_headers));
      }),
    insert: async (table, body, options = {}) => {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        values: Readable.from([body], { objectMode: false }),
        clickhouse_settings: {
          ...always,
          max_partitions_per_insert_block: '0',
          // Views sync their tables side by side: 900 events 76 → 59 ms until acknowledged.
          parallel_view_processing: 1,
          ...(options.token === undefined ? {} : { insert_deduplication_token: options.token, insert_deduplicate: 1 }),
          ...(options.skipUnknownFields === true ? { input_format_skip_unknown_fields: 1 } : {}),
        },
      });
      await finished(stream.resume()); // an answer that nobody reads keeps its connection
    },
    cancel,
    killMarked,
    close: () => client.close(),
  };
}

const nothing = (): void => undefined;

/**
 * Runs `work`; an abort kills its query, because closing the connection would not stop it. The kill is repeated until the query has
 * ended: the first one may come before the engine knows the query.
 */
async function killable<T>(signal: AbortSignal, kill: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const killUntilOver = async (): Promise<void> => {
    while (!isOver) {
      await kill().then(nothing, nothing); // an engine that cannot be asked is gone, and the query with it: `work` says so
      await setTimeout(50);
    }
  };
  let killing = Promise.resolve();
  const onAbort = (): void => {
    killing = killUntilOver();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw cancelled();
    throw error;
  } finally {
    isOver = true;
    signal.removeEventListener('abort', onAbort);
    await killing;
  }
}
