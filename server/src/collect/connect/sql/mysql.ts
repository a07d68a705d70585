import mysql, { type FieldPacket } from 'mysql2';
import { connect } from 'node:net';
import type { DatabasePlace } from '@danqing/contracts';
import { Fault } from '#kernel';
import type { SqlColumn, SqlRow } from './column.ts';
import { mysqlColumn, mysqlText } from './mysql-type.ts';
import { pageRows, requireDistinct, type SqlReader } from './reader.ts';
import { asTable, type Dialect, type Statement } from './statement.ts';
import { tlsOf } from './tls.ts';

const dialect: Dialect = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  bound: () => '?',
  cast: (bound, { cast }) => (cast === '' ? bound : `CAST(${bound} AS ${cast ?? 'CHAR'})`),
  less: (value, bound, { kind }) => `${value} - ${kind === 'time' ? `INTERVAL ${bound} SECOND` : bound}`,
};

interface Asked {
  readonly host: string;
  readonly password: string;
  readonly timeoutMs: number;
}

/** Opens a MySQL or MariaDB server at a checked address. Throws DQ_CONNECTION_… */
export async function openMysql(place: DatabasePlace, { host, password, timeoutMs }: Asked): Promise<SqlReader> {
  const ssl = tlsOf(place);
  const connection = mysql.createConnection({
    host: place.host, // the name that its certificate is checked against; connected to is the checked address
    stream: () => connect({ host, port: place.port }),
    port: place.port,
    user: place.user,
    password,
    database: place.database,
    connectTimeout: 15_000,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    ...(ssl === undefined ? {} : { ssl: { ...ssl, verifyIdentity: ssl.rejectUnauthorized } }),
  });
  connection.on('error', () => undefined); // the next question says that the connection is gone
  const ask = ({ sql, values }: Statement): Promise<{ readonly rows: readonly unknown[][]; readonly fields: readonly FieldPacket[] }> =>
    new Promise((resolve, reject) => {
      connection.execute({ sql, values: [...values], timeout: timeoutMs + 5000 }, (error, rows, fields) => {
        if (error !== null) return reject(faultOf(error, place));
        resolve({ rows: Array.isArray(rows) ? rows.filter((row) => Array.isArray(row)) : [], fields: Array.isArray(fields) ? fields : [] });
      });
    });
  const order = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => {
      connection.query(sql, (error) => (error === null ? resolve() : reject(faultOf(error, place))));
    });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error === null ? resolve() : reject(faultOf(error, place))));
    });
    const { rows } = await ask({ sql: 'SELECT version()', values: [] });
    const version = String(rows[0]?.[0]);
    const isMaria = version.includes('MariaDB');
    await order(`SET SESSION time_zone = '+00:00', ${isMaria ? `max_statement_time = ${timeoutMs / 1000}` : `max_execution_time = ${timeoutMs}`}`);
    await order('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await order('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const describe = async (query: string): Promise<readonly SqlColumn[]> =>
      requireDistinct((await ask({ sql: `SELECT * FROM ${asTable(query)} LIMIT 0`, values: [] })).fields.map(mysqlColumn));
    return {
      dialect,
      server: `${isMaria ? 'MariaDB' : 'MySQL'} ${version.split('-')[0] ?? ''}`,
      describe,
      value: async (statement) => {
        const { rows: found, fields } = await ask(statement);
        return mysqlText(found[0]?.[0], fields[0]);
      },
      pages: (statement) => streamPages(connection, statement, place),
      close: async () => {
        connection.destroy(); // what was not read is not waited for
      },
    };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** The server's answer as it arrives: the connection waits while nobody reads. */
async function* streamPages(connection: mysql.Connection, { sql, values }: Statement, place: DatabasePlace): AsyncIterable<readonly SqlRow[]> {
  let fields: readonly FieldPacket[] = [];
  const asked = connection.execute({ sql, values: [...values] });
  asked.on('fields', (found: FieldPacket[]) => {
    fields = found;
  });
  const rows: AsyncIterable<unknown> = asked.stream({ highWaterMark: pageRows });
  let page: SqlRow[] = [];
  try {
    for await (const row of rows) {
      if (!Array.isArray(row)) continue;
      page.push(row.map((value: unknown, index) => mysqlText(value, fields[index])));
      if (page.length < pageRows) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    throw faultOf(error, place);
  }
  if (page.length > 0) yield page;
}

const refusals: readonly string[] = [
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'ER_NOT_SUPPORTED_AUTH_MODE',
  'ER_HOST_NOT_PRIVILEGED',
];
const timeouts: readonly string[] = ['ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT', 'PROTOCOL_SEQUENCE_TIMEOUT'];

function faultOf(error: unknown, { host, port, user, database }: DatabasePlace): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT' || /SSL|TLS|certificate|self.signed/i.test(message))
    return new Fault('DQ_CONNECTION_TLS', 400, `no encrypted connection to ${host}:${port}: ${message}`, { cause: error });
  if (refusals.includes(code)) return new Fault('DQ_CONNECTION_REFUSED', 400, `${host} does not let ${user} into ${database}: ${message}`, { cause: error });
  if (timeouts.includes(code)) return new Fault('DQ_CONNECTION_TIMEOUT', 400, `the query took too long and was ended: ${message}`, { cause: error });
  if (code.startsWith('ER_')) return new Fault('DQ_CONNECTION_QUERY', 400, `the query cannot be run: ${message}`, { cause: error });
  return new Fault('DQ_CONNECTION_UNREACHABLE', 400, `${host}:${port} does not answer: ${message}`, { cause: error });
}
