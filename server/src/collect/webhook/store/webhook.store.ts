import type { WebhookKindName, WebhookMapping } from '@danqing/contracts';
import type { Postgres, PostgresSession } from '#platform';

export interface NewWebhook {
  readonly source: number;
  readonly workspace: number;
  readonly key: string;
  readonly kind: WebhookKindName;
  readonly settings: Readonly<Record<string, string>>;
  /** JSON, sealed. */
  readonly secrets: Buffer | null;
  readonly mappings: readonly WebhookMapping[];
}

const insert = 'INSERT INTO collect.webhook (source, workspace, key, kind, settings, secrets, mappings) VALUES ($1, $2, $3, $4, $5, $6, $7)';

export async function addWebhook(tx: PostgresSession, { source, workspace, key, kind, settings, secrets, mappings }: NewWebhook): Promise<void> {
  await tx.query(insert, [source, workspace, key, kind, JSON.stringify(settings), secrets, JSON.stringify(mappings)]);
}

// Strictly later than before: who follows it tells a change by this.
const update = `
  UPDATE collect.webhook SET settings = $3, secrets = $4, mappings = $5, changed_at = greatest(clock_timestamp(), changed_at + interval '1 millisecond')
  WHERE workspace = $1 AND source = $2`;

export async function changeWebhook(
  tx: PostgresSession,
  { workspace, source, settings, secrets, mappings }: Pick<NewWebhook, 'workspace' | 'source' | 'settings' | 'secrets' | 'mappings'>,
): Promise<void> {
  await tx.query(update, [workspace, source, JSON.stringify(settings), secrets, JSON.stringify(mappings)]);
}

const countRefusals = `
  INSERT INTO collect.webhook_refusal (source, reason, count, last_at)
  SELECT n.source, n.reason, n.count, to_timestamp(n.at / 1000.0) FROM unnest($1::int[], $2::text[], $3::bigint[], $4::float8[]) AS n (source, reason, count, at)
  WHERE EXISTS (SELECT FROM collect.webhook h WHERE h.source = n.source)
  ON CONFLICT (source, reason) DO UPDATE SET count = collect.webhook_refusal.count + excluded.count, last_at = greatest(collect.webhook_refusal.last_at, excluded.last_at)`;

const countInTenMinutes = `
  INSERT INTO collect.webhook_refused_in (source, reason, at, count)
  SELECT n.source, n.reason, date_bin('10 minutes', to_timestamp(n.at / 1000.0), 'epoch'), sum(n.count)
  FROM unnest($1::int[], $2::text[], $3::bigint[], $4::float8[]) AS n (source, reason, count, at)
  WHERE EXISTS (SELECT FROM collect.webhook h WHERE h.source = n.source) GROUP BY 1, 2, 3
  ON CONFLICT (source, reason, at) DO UPDATE SET count = collect.webhook_refused_in.count + excluded.count`;

const forgetTenMinutes = `DELETE FROM collect.webhook_refused_in WHERE at < to_timestamp($1::float8 / 1000.0) - interval '2 days'`;

export interface RefusalCount {
  readonly source: number;
  readonly reason: string;
  readonly count: number;
  /** ms since the epoch. */
  readonly at: number;
}

export async function addRefusals(pg: Postgres, counts: readonly RefusalCount[]): Promise<void> {
  const values = [counts.map(({ source }) => source), counts.map(({ reason }) => reason), counts.map(({ count }) => count), counts.map(({ at }) => at)];
  await pg.transaction(async (tx) => {
    await tx.query(countRefusals, values);
    await tx.query(countInTenMinutes, values);
    await tx.query(forgetTenMinutes, [Math.max(...counts.map(({ at }) => at))]);
  });
}

export interface DeliveryEnd {
  readonly source: number;
  readonly position: number;
  readonly item: number;
  readonly receivedAt: number;
  readonly topic: string;
  readonly outcome: 'passed' | 'dropped' | 'parked';
  readonly reason: string;
  readonly event: string;
}

const putDeliveries = `
  INSERT INTO collect.webhook_delivery (source, position, item, received_at, topic, outcome, reason, event)
  SELECT n.source, n.position, n.item, to_timestamp(n.at / 1000.0), n.topic, n.outcome, n.reason, n.event
  FROM unnest($1::int[], $2::bigint[], $3::int[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::text[]) AS n (source, position, item, at, topic, outcome, reason, event)
  WHERE EXISTS (SELECT FROM collect.webhook h WHERE h.source = n.source)
  ON CONFLICT (source, position, item) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, event = excluded.event`;

const forgetOlder = `
  DELETE FROM collect.webhook_delivery d USING unnest($1::int[]) AS s (source)
  WHERE d.source = s.source AND d.position < (SELECT min(position) FROM (SELECT position FROM collect.webhook_delivery WHERE source = s.source ORDER BY position DESC LIMIT $2) k)`;

/** The latest of each source; older ones go. */
export async function putDeliveryEnds(pg: PostgresSession, ends: readonly DeliveryEnd[], kept: number): Promise<void> {
  const column = <T>(of: (end: DeliveryEnd) => T): readonly T[] => ends.map(of);
  await pg.query(putDeliveries, [
    column(({ source }) => source),
    column(({ position }) => position),
    column(({ item }) => item),
    column(({ receivedAt }) => receivedAt),
    column(({ topic }) => topic),
    column(({ outcome }) => outcome),
    column(({ reason }) => reason),
    column(({ event }) => event),
  ]);
  await pg.query(forgetOlder, [[...new Set(column(({ source }) => source))], kept]);
}
