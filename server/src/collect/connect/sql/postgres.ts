import type { DatabasePlace } from '@danqing/contracts';
import { Fault } from '#kernel';
import { type ForeignPostgres, openForeignPostgres, sqlStateOf } from '#platform';
import type { ColumnKind, SqlColumn, SqlRow } from './column.ts';
import { pageRows, requireDistinct, type SqlReader } from './reader.ts';
import { asTable, type Dialect, type Statement } from './statement.ts';
import { tlsOf } from './tls.ts';

/** Types by their number in pg_type: their kind, and their name where rows can be put in order by them. */
const types: Readonly<Record<number, readonly [kind: ColumnKind, cast?: string]>> = {
  16: ['boolean'],
  20: ['number', 'int8'],
  21: ['number', 'int2'],
  23: ['number', 'int4'],
  25: ['text', 'text'],
  114: ['json'],
  700: ['number', 'float4'],
  701: ['number', 'float8'],
  1043: ['text', 'varchar'],
  1082: ['time', 'date'],
  1114: ['time', 'timestamp'],
  1184: ['time', 'timestamptz'],
  1700: ['number', 'numeric'],
  2950: ['text', 'uuid'],
  3802: ['json'],
};

const dialect: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  bound: (index) => `$${index}`,
  cast: (bound, { cast }) => `CAST(${bound} AS ${cast ?? 'text'})`,
  less: (value, bound, { kind }) => `${value} - CAST(${bound} AS int)${kind === 'time' ? ` * INTERVAL '1 second'` : ''}`,
};

const namesOf = 'SELECT oid::int AS oid, format_type(oid, NULL) AS name FROM pg_type WHERE oid = ANY($1::oid[])';
interface Asked {
  readonly host: string;
  readonly password: string;
  readonly timeoutMs: number;
}

/** Opens a PostgreSQL server at a checked address. Values come as the server writes them. Throws DQ_CONNECTION_… */
export async function openPostgres(place: DatabasePlace, { host, password, timeoutMs }: Asked): Promise<SqlReader> {
  const ssl = tlsOf(place);
  const { port, database, user } = place;
  const client = await openForeignPostgres({ host, port, database, user, password, timeoutMs, ...(ssl === undefined ? {} : { ssl }) }).catch(
    (error: unknown) => {
      throw faultOf(error, place);
    },
  );
  const ask: ForeignPostgres['ask'] = async (text, values) => {
    try {
      return await client.ask(text, values);
    } catch (error) {
      throw faultOf(error, place);
    }
  };
  const version = await ask('SHOW server_version', []);
  return {
    dialect,
    server: `PostgreSQL ${version.rows[0]?.[0]?.split(' ')[0] ?? ''}`,
    describe: async (query) => {
      // With values bound (none), the server takes one statement only.
      const { fields } = await ask(`SELECT * FROM ${asTable(query)} LIMIT 0`, []);
      const named = await ask(namesOf, [`{${fields.map(({ dataTypeID }) => dataTypeID).join(',')}}`]);
      const names = new Map(named.rows.map(([oid, name]) => [Number(oid), name ?? '']));
      return requireDistinct(
        fields.map(({ name, dataTypeID }): SqlColumn => {
          const [kind, cast] = types[dataTypeID] ?? ['other'];
          return { name, type: names.get(dataTypeID) ?? '', kind, cast };
        }),
      );
    },
    value: async ({ sql, values }) => (await ask(sql, values)).rows[0]?.[0] ?? null,
    pages: (statement) => fetchPages(ask, statement),
    close: client.close,
  };
}

/** A cursor of the server: its plan is made once, and rows leave it as they are asked for. */
async function* fetchPages(
  ask: (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly SqlRow[] }>,
  { sql, values }: Statement,
): AsyncIterable<readonly SqlRow[]> {
  await ask(`DECLARE pull NO SCROLL CURSOR FOR ${sql}`, values);
  for (;;) {
    const { rows } = await ask(`FETCH ${pageRows} FROM pull`, []);
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) break;
  }
  await ask('CLOSE pull', []);
}

const isRefusal = (code: string): boolean => code.startsWith('28') || code === '3D000';

function faultOf(error: unknown, { host, port, user, database }: DatabasePlace): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = sqlStateOf(error);
  if (code === undefined && /SSL|TLS|certificate|self.signed/i.test(message))
    return new Fault('DQ_CONNECTION_TLS', 400, `no encrypted connection to ${host}:${port}: ${message}`, { cause: error });
  if (code === undefined || code.startsWith('08') || code.startsWith('57P'))
    return new Fault('DQ_CONNECTION_UNREACHABLE', 400, `${host}:${port} does not answer: ${message}`, { cause: error });
  if (isRefusal(code)) return new Fault('DQ_CONNECTION_REFUSED', 400, `${host} does not let ${user} into ${database}: ${message}`, { cause: error });
  if (code === '57014') return new Fault('DQ_CONNECTION_TIMEOUT', 400, `the query took too long and was ended: ${message}`, { cause: error });
  return new Fault('DQ_CONNECTION_QUERY', 400, `the query cannot be run: ${message}`, { cause: error });
}
