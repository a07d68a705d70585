/** How worlds for packs are told to the product, and how whose what is comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceDirectory } from '#govern';
import { profileIdsByValue } from '#identify';
import { isJsonObject, type JsonObject, sourceId, workspaceId } from '#kernel';
import { createObserver } from '#pipeline';
import type { LiveWorld } from '../live-world.ts';
import { messageKey } from '../oracle/from-messages.ts';
import type { WorldConsent, WorldProfile } from '../oracle/world.ts';

/** Sources 1, 2, … of these names. */
export function sourcesNamed(names: readonly string[], trustOf: (name: string) => number): SourceDirectory {
  const byId: SourceDirectory['byId'] = (id) => {
    const name = names[id - 1];
    return name === undefined
      ? undefined
      : { id: sourceId(id), workspace: workspaceId(1), name, kind: 'stream', trust: trustOf(name), defaultRegion: 'CN', timezone: 'Asia/Shanghai' };
  };
  return {
    byWriteKey: () => undefined,
    byId,
    byName: (_workspace, name) => byId(names.indexOf(name) + 1),
    ensureImportSource: () => Promise.reject(new Error('tests name their sources')),
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Well under a megabyte a record of the log. */
export const perRecord = 250;

export function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** As it travels. */
export const plain = (value: unknown): JsonObject => {
  const json: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(json)) throw new Error('not an object');
  return json;
};

/** Profiles as the product made them, and whose each message is. */
export async function identityOf({ pipeline }: LiveWorld): Promise<{ readonly profiles: readonly WorldProfile[]; profileOf(key: string): number | undefined }> {
  const { clickhouse } = pipeline.stores;
  const profiles = await clickhouse.query<WorldProfile>('SELECT profile_id AS id, kinds, merged_into AS "mergedInto" FROM profile WHERE workspace = 1');
  const rows = await clickhouse.query<{ source: string; message: string; profile: number }>(
    'SELECT source, message_id AS message, profile_id AS profile FROM event WHERE workspace = 1',
  );
  const owners = new Map(rows.map(({ source, message, profile }) => [messageKey(source, message), profile]));
  return { profiles, profileOf: (key) => owners.get(key) };
}

export interface Consent {
  readonly identifier: { readonly kind: string; readonly value: string };
  readonly purpose: string;
  readonly channel?: string;
  readonly state: 'granted' | 'refused';
  readonly at: string;
  readonly source: string;
  readonly expiresAt?: string;
}

/** Records consents over the API, and gives them as the oracle reads them: of whom the product knows. */
export async function tellConsents(live: LiveWorld, said: readonly Consent[]): Promise<readonly WorldConsent[]> {
  for (const consents of chunks(said, perRecord)) await live.call('POST', '/consents', { consents });
  await deliverAll(live);
  const kinds = new Set(said.map(({ identifier }) => identifier.kind));
  const known = new Map<string, ReadonlyMap<string, number>>();
  for (const kind of kinds) {
    const values = said.flatMap(({ identifier }) => (identifier.kind === kind ? [identifier.value] : []));
    known.set(kind, await profileIdsByValue(live.pipeline.stores.pg, 1, kind, [...new Set(values)]));
  }
  return said.flatMap(({ identifier, purpose, channel = '', state, at, expiresAt }) => {
    const profile = known.get(identifier.kind)?.get(identifier.value);
    if (profile === undefined) return [];
    const expires = expiresAt === undefined ? null : Date.parse(expiresAt);
    return [{ profile, purpose, channel, ts: Date.parse(at), isGranted: state === 'granted', expiresAt: expires }];
  });
}

/** Until what the API put into the outbox is in ClickHouse. */
async function deliverAll({ pipeline }: LiveWorld): Promise<void> {
  const running = pipeline.start({ observer: createObserver() });
  try {
    while ((await pipeline.stores.pg.query('SELECT 1 AS row FROM pipeline.outbox LIMIT 1')).length > 0) await sleep(20);
  } finally {
    await running.stop();
  }
}
