import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PostgresSession } from '#platform';
import type { DefinitionKind } from '../types.ts';
import type { Effects } from './follow.store.ts';
import type { LiveChange } from './live-kind.ts';

/** What a tick decided, between that and being everywhere. */
export interface Parcel {
  readonly changes: Readonly<Record<DefinitionKind, readonly LiveChange[]>>;
  /** null: more of the same tick's work follows, and the last part carries them. */
  readonly effects: Effects | null;
}

export interface TickRow {
  readonly tick: number;
  readonly workspace: number;
  readonly at: Date;
  readonly parcel: Buffer;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const packParcel = (parcel: Parcel): Promise<Buffer> => compress(Buffer.from(JSON.stringify(parcel)), { level: 1 });

/** Written by `packParcel` of this very program: its form is not in doubt. */
const isParcel = (value: unknown): value is Parcel => typeof value === 'object' && value !== null && 'changes' in value && 'effects' in value;

export async function unpackParcel(bytes: Buffer): Promise<Parcel> {
  const parcel: unknown = JSON.parse((await decompress(bytes)).toString('utf8'));
  if (!isParcel(parcel)) throw new Error('the outbox of ticks holds something else than a parcel');
  return parcel;
}

const putTick = `
  INSERT INTO evaluate.outbox (tick, workspace, at, parcel)
  VALUES (nextval(pg_get_serial_sequence('evaluate.run', 'id')), $1, $2, $3) RETURNING tick, workspace, at, parcel`;

export async function putTickOutbox(pg: PostgresSession, workspace: number, atMs: number, parcel: Parcel): Promise<TickRow> {
  const [row] = await pg.query<TickRow>(putTick, [workspace, new Date(atMs), await packParcel(parcel)]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row;
}

export const readTickOutbox = (pg: PostgresSession): Promise<readonly TickRow[]> =>
  pg.query<TickRow>('SELECT tick, workspace, at, parcel FROM evaluate.outbox ORDER BY tick');

export async function hasTickOutbox(pg: PostgresSession): Promise<boolean> {
  const [row] = await pg.query<{ has: boolean }>('SELECT EXISTS (SELECT FROM evaluate.outbox) AS has');
  return row?.has === true;
}

/** False when another worker has finished it. */
export async function removeTick(tx: PostgresSession, tick: number): Promise<boolean> {
  return (await tx.query('DELETE FROM evaluate.outbox WHERE tick = $1 RETURNING tick', [tick])).length === 1;
}
