import { Fault } from '#kernel';
import type { SqlColumn, SqlRow } from './column.ts';
import type { Dialect, Statement } from './statement.ts';

/** A database that is read: one connection, transactions that cannot write. */
export interface SqlReader {
  readonly dialect: Dialect;
  /** What answered, for people: PostgreSQL 15.4. */
  readonly server: string;
  /** The columns of a query. Throws DQ_CONNECTION_QUERY. */
  describe(query: string): Promise<readonly SqlColumn[]>;
  /** One value. */
  value(statement: Statement): Promise<string | null>;
  /** Rows in pages, as they are asked for: no more than a page is in memory. What is left is not fetched when the reading ends early. */
  pages(statement: Statement): AsyncIterable<readonly SqlRow[]>;
  close(): Promise<void>;
}

/** How many rows are fetched at once. */
export const pageRows = 1000;

/** Two columns of one name would be one; throws DQ_CONNECTION_QUERY. */
export function requireDistinct(columns: readonly SqlColumn[]): readonly SqlColumn[] {
  const twice = columns.find(({ name }, index) => columns.findIndex((one) => one.name === name) !== index);
  if (twice !== undefined)
    throw new Fault('DQ_CONNECTION_QUERY', 400, `two columns have the name ${twice.name}; give one of them another with AS`, {
      errors: [{ path: '/pull/query', code: 'DQ_CONNECTION_QUERY', message: `two columns have the name ${twice.name}` }],
    });
  return columns;
}
