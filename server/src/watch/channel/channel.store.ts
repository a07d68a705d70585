import type { ChannelKind } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface Channel {
  readonly id: number;
  readonly workspace: number;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly settings: { readonly to?: readonly string[]; readonly addressHint?: string; readonly hasSecret?: boolean };
  /** Sealed: `{url, secret}`; null for e-mail. */
  readonly secret: Buffer | null;
  readonly language: 'zh' | 'en';
  readonly isEnabled: boolean;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

const columns = `id, workspace, kind, name, settings, secret, language, is_enabled AS "isEnabled", updated_at AS "updatedAt", updated_by AS "updatedBy"`;
const insert = `
  INSERT INTO watch.channel (workspace, kind, name, settings, secret, language, is_enabled, created_at, updated_at, updated_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) ON CONFLICT (workspace, name) DO NOTHING RETURNING ${columns}`;
const update = `
  UPDATE watch.channel SET name = $3, settings = $4, secret = $5, language = $6, is_enabled = $7, updated_at = $8, updated_by = $9
  WHERE workspace = $1 AND id = $2 RETURNING ${columns}`;
const unused = `UPDATE watch.rule SET channels = array_remove(channels, $2) WHERE workspace = $1 AND $2 = ANY(channels)`;

export const readChannels = (pg: PostgresSession, workspace: number): Promise<readonly Channel[]> =>
  pg.query<Channel>(`SELECT ${columns} FROM watch.channel WHERE workspace = $1 ORDER BY id`, [workspace]);

export const readChannel = async (pg: PostgresSession, workspace: number, id: number): Promise<Channel | undefined> =>
  (await pg.query<Channel>(`SELECT ${columns} FROM watch.channel WHERE workspace = $1 AND id = $2`, [workspace, id]))[0];

export type ChannelDraft = Omit<Channel, 'id'>;

/** Undefined when the name is taken. */
export const insertChannel = async (tx: PostgresSession, draft: ChannelDraft): Promise<Channel | undefined> =>
  (
    await tx.query<Channel>(insert, [
      draft.workspace,
      draft.kind,
      draft.name,
      JSON.stringify(draft.settings),
      draft.secret,
      draft.language,
      draft.isEnabled,
      draft.updatedAt,
      draft.updatedBy,
    ])
  )[0];

export const updateChannel = async (tx: PostgresSession, id: number, draft: ChannelDraft): Promise<Channel | undefined> =>
  (
    await tx.query<Channel>(update, [
      draft.workspace,
      id,
      draft.name,
      JSON.stringify(draft.settings),
      draft.secret,
      draft.language,
      draft.isEnabled,
      draft.updatedAt,
      draft.updatedBy,
    ])
  )[0];

/** Its deliveries go with it, and rules forget it. False: there is none. */
export async function removeChannel(tx: PostgresSession, workspace: number, id: number): Promise<boolean> {
  await tx.query(unused, [workspace, id]);
  return (await tx.query('DELETE FROM watch.channel WHERE workspace = $1 AND id = $2 RETURNING id', [workspace, id])).length === 1;
}
