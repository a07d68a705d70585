import { readWorkspaceRow, readWorkspaces } from '#govern';
import type { WebhookDelivery } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { NewWebhook } from './webhook.store.ts';

export interface StoredWebhook extends NewWebhook {
  readonly changedAt: Date;
  /** The workspace's. */
  readonly timezone: string;
}

type Row = Omit<StoredWebhook, 'timezone'>;

const columns = `h.source, h.workspace, h.key, h.kind, h.settings, h.secrets, h.mappings, h.changed_at AS "changedAt"`;
const all = `SELECT ${columns} FROM collect.webhook h`;
const one = `${all} WHERE h.workspace = $1 AND h.source = $2`;

/** Those of all workspaces that there are. */
export async function readWebhooks(pg: PostgresSession): Promise<readonly StoredWebhook[]> {
  const [rows, workspaces] = await Promise.all([pg.query<Row>(all), readWorkspaces(pg)]);
  const zones = new Map<number, string>(workspaces.map(({ id, timezone }) => [id, timezone]));
  return rows.flatMap((row) => {
    const timezone = zones.get(row.workspace);
    return timezone === undefined ? [] : [{ ...row, timezone }];
  });
}

export async function findWebhook(pg: PostgresSession, workspace: number, source: number): Promise<StoredWebhook | undefined> {
  const [[row], settings] = await Promise.all([pg.query<Row>(one, [workspace, source]), readWorkspaceRow(pg, workspace)]);
  return row === undefined || settings === undefined ? undefined : { ...row, timezone: settings.timezone };
}

export interface Refusal {
  readonly reason: string;
  readonly count: number;
  readonly lastAt: Date;
}

const refusals = 'SELECT reason, count::float8 AS count, last_at AS "lastAt" FROM collect.webhook_refusal WHERE source = $1 ORDER BY last_at DESC';
export const readRefusals = (pg: PostgresSession, source: number): Promise<readonly Refusal[]> => pg.query<Refusal>(refusals, [source]);

export interface StoredDelivery extends Omit<WebhookDelivery, 'id' | 'receivedAt'> {
  readonly position: number;
  readonly item: number;
  readonly receivedAt: Date;
}

const deliveries = `
  SELECT position::float8 AS position, item, received_at AS "receivedAt", topic, outcome, reason, event FROM collect.webhook_delivery
  WHERE source = $1 AND ($3::text IS NULL OR topic = $3) ORDER BY position DESC, item DESC LIMIT $2`;

/** Newest first. */
export const readDeliveries = (pg: PostgresSession, source: number, limit: number, topic?: string): Promise<readonly StoredDelivery[]> =>
  pg.query<StoredDelivery>(deliveries, [source, limit, topic ?? null]);
