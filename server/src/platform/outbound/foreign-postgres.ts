import pg from 'pg';

/** A PostgreSQL server of somebody else's, that is read. */
export interface ForeignPostgres {
  /** One statement; values come as the server writes them. Throws what the server or the network says. */
  ask(
    text: string,
    values: readonly unknown[],
  ): Promise<{ readonly rows: readonly (readonly (string | null)[])[]; readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }>;
  close(): Promise<void>;
}

interface ForeignPostgresOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl?: { readonly rejectUnauthorized: boolean; readonly servername?: string; readonly ca?: string };
  /** How long one statement may take. */
  readonly timeoutMs: number;
}

/** Every moment is written with its zone, and the same instant always in the same way; nothing can be changed. */
const begin = `SET TIME ZONE 'UTC'; SET datestyle TO 'ISO'; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;

/** Connects, and begins a transaction that only reads. */
export async function openForeignPostgres({ timeoutMs, ...where }: ForeignPostgresOptions): Promise<ForeignPostgres> {
  const client = new pg.Client({
    ...where,
    application_name: 'danqing',
    connectionTimeoutMillis: 15_000,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 5000,
    idle_in_transaction_session_timeout: 900_000,
    types: { getTypeParser: () => (text: string) => text },
  });
  client.on('error', () => undefined); // the next question says that the connection is gone
  try {
    await client.connect();
    await client.query(begin);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    ask: (text, values) => client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' }),
    close: () => client.end(),
  };
}

/** The code of an error that a PostgreSQL server reported (SQLSTATE); undefined for everything else. */
export const sqlStateOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? (error.code ?? '') : undefined);
