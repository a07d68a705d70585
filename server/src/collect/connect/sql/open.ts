import type { DatabasePlace } from '@danqing/contracts';
import type { Networks } from '#platform';
import { openMysql } from './mysql.ts';
import { openPostgres } from './postgres.ts';
import type { SqlReader } from './reader.ts';

export interface Asking {
  readonly networks: Networks;
  readonly password: string;
  /** How long one statement may take. */
  readonly timeoutMs: number;
}

/** Opens a database at an address that is allowed. Throws DQ_ADDRESS_…, DQ_CONNECTION_… */
export async function openSql(place: DatabasePlace, { networks, password, timeoutMs }: Asking): Promise<SqlReader> {
  const host = await networks.resolve(place.host);
  return await (place.kind === 'postgres' ? openPostgres : openMysql)(place, { host, password, timeoutMs });
}
