/** Plays histories of accounts through the product's own functions, a slice a transaction, and reads what became of them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { accountEntity, accountIdentifiersOf, assertionsOf, bareKind, defaultKinds, type CleanEntity } from '#clean';
import { isJsonObject, type JsonObject, type JsonValue, sourceId, workspaceId } from '#kernel';
import type { Postgres } from '#platform';
import { identifyAccounts, readAccount, readAccountIdentifiers } from '#identify';
import { readEntityHistory, writeEntities } from '#profile';
import { readOutbox } from '../outbox.ts';
import { accountLines } from './account-lines.ts';
import { putAccountMerge } from './account-merge.ts';
import { putUnmerge } from './put.ts';
import { unpackParcel } from '../parcel.ts';
import { mergesOf, rootKeysOf } from '../../../testing/identity/account-graph.ts';
import { AccountModel, type AccountSaid, type AccountStep, type ModelAccount } from '../../../testing/identity/account-model.ts';

const taxes = ['91350100M000100Y43', '91310000775785552L'] as const;
const keys = ['k1', 'k2', 'k3', 'k4', 'k5'] as const;

const said: fc.Arbitrary<AccountSaid> = fc.record({
  kind: fc.constant('say' as const),
  key: fc.constantFrom(...keys),
  at: fc.integer({ min: 1, max: 9 }).map((day) => Date.UTC(2026, 0, day)),
  trust: fc.constantFrom(50, 50, 90),
  tax: fc.constantFrom(undefined, undefined, ...taxes),
  domains: fc.subarray(['a.cn', 'b.cn', 'c.cn'], { maxLength: 2 }),
  attributes: fc.dictionary(fc.constantFrom('plan', 'seats'), fc.constant(0), { maxKeys: 2 }),
  gone: fc.constantFrom(false, false, false, true),
});
const step: fc.Arbitrary<AccountStep> = fc.oneof(
  { arbitrary: said, weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('merge' as const), a: fc.constantFrom(...keys), b: fc.constantFrom(...keys) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('unmerge' as const), n: fc.nat(20) }), weight: 2 },
);
/** Values differ in every message, so that none is left out as a repetition; what is left out is the business of the tests of leaves. */
export const accountHistories: fc.Arbitrary<readonly AccountStep[]> = fc
  .array(step, { minLength: 1, maxLength: 30 })
  .map((steps) => steps.map((one, place) => (one.kind === 'say' ? { ...one, attributes: numbered(one.attributes, place) } : one)));
const numbered = (attributes: AccountSaid['attributes'], place: number): Readonly<Record<string, JsonValue>> =>
  Object.fromEntries(Object.keys(attributes).map((name) => [name, place]));

const messageOf = (workspace: number, { key, at, trust, tax, domains, attributes, gone }: AccountSaid, index: number): CleanEntity => {
  const origin = {
    workspace: workspaceId(workspace),
    sourceId: sourceId(1),
    sourceName: 'crm',
    trust,
    timezone: 'Asia/Shanghai',
    defaultRegion: 'CN',
    kinds: defaultKinds,
    isImport: true,
    importId: undefined,
    position: index,
    receivedAt: at,
    remoteAddress: '',
    userAgent: '',
  };
  const named = assertionsOf([{ ...(tax === undefined ? {} : { tax_id: tax }), domain: [...domains] }]);
  return {
    type: 'entity',
    origin,
    index: 0,
    messageId: idOf(index),
    ts: at,
    kind: accountEntity,
    key,
    isGone: gone,
    attributes: assertionsOf([attributes]),
    accountIds: accountIdentifiersOf(key, named, undefined, origin),
  };
};
const idOf = (index: number): string => `m${String(index).padStart(4, '0')}`;

function rowOf(line: string): JsonObject {
  const row: unknown = JSON.parse(line);
  if (!isJsonObject(row)) throw new Error('a line is an object');
  return row;
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What rules read: the rows of ClickHouse's two tables, the newest version of each. */
class StoredStates {
  readonly #states = new Map<string, { readonly version: number; readonly isGone: boolean; readonly line: unknown }>();
  readonly #aliases = new Map<string, { readonly version: number; readonly root: string | undefined }>();

  take(states: readonly string[], aliases: readonly string[]): void {
    for (const line of states) {
      const { key, ts, attributes, is_gone: gone, version, is_removed: isRemoved } = rowOf(line);
      const place = `${textOf(key)} ${textOf(ts)}`;
      if ((this.#states.get(place)?.version ?? -1) <= Number(version))
        this.#states.set(place, { version: Number(version), isGone: isRemoved === 1, line: { key, ts, attributes, gone } });
    }
    for (const line of aliases) {
      const { key, root_key: root, version, is_done: isDone } = rowOf(line);
      if ((this.#aliases.get(textOf(key))?.version ?? -1) <= Number(version))
        this.#aliases.set(textOf(key), { version: Number(version), root: isDone === 1 ? undefined : textOf(root) });
    }
  }

  rootOf(key: string): string {
    return this.#aliases.get(key)?.root ?? key;
  }

  /** The rows that stand, by key and moment. */
  rows(): readonly unknown[] {
    return [...this.#states]
      .filter(([, { isGone }]) => !isGone)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { line }]) => line);
  }
}

/** Plays a history into a workspace of its own. Gives the naive model beside what ClickHouse would hold. */
async function playAccounts(
  pg: Postgres,
  workspace: number,
  steps: readonly AccountStep[],
  sliceSize: number,
): Promise<{ readonly model: AccountModel; readonly stored: StoredStates }> {
  const [model, stored] = [new AccountModel(), new StoredStates()];
  const by = { author: 'test', reason: null, at: Date.UTC(2026, 5, 1) };
  const deliver = async (): Promise<void> => {
    for (const row of await readOutbox(pg)) {
      const { accountStates, accountAliases } = await unpackParcel(row.inserts);
      stored.take(accountStates, accountAliases);
    }
    await pg.query('DELETE FROM pipeline.outbox');
  };
  let slice: CleanEntity[] = [];
  const flush = async (): Promise<void> => {
    const messages = slice;
    slice = [];
    if (messages.length === 0) return;
    const { accountStates, accountAliases } = await pg.transaction(async (tx) => {
      const identified = await identifyAccounts(tx, messages, 0);
      await writeEntities(tx, messages, by.at);
      return accountLines(tx, identified);
    });
    stored.take(accountStates, accountAliases);
  };
  for (const [index, one] of steps.entries()) {
    if (one.kind === 'say') {
      model.say({ ...one, id: idOf(index) });
      slice.push(messageOf(workspace, one, index));
      if (slice.length >= sliceSize) await flush();
      continue;
    }
    await flush();
    if (one.kind === 'merge') {
      if (!model.merge(one.a, one.b)) continue;
      const request = { ...by, workspace: workspaceId(workspace), kinds: defaultKinds, defaultRegion: 'CN', into: one.a, from: one.b };
      await pg.transaction((tx) => putAccountMerge(tx, request));
    } else {
      const edge = model.edges[one.n % Math.max(1, model.edges.length)];
      const mergeId = (await mergesOf(pg, workspace))[one.n % Math.max(1, model.edges.length)];
      if (edge === undefined || mergeId === undefined || !model.unmerge(edge)) continue;
      await pg.transaction((tx) => putUnmerge(tx, { ...by, workspace, mergeId, subject: 'account' }));
    }
    await deliver();
  }
  await flush();
  return { model, stored };
}

/** The accounts as the API reads them. */
async function readAccounts(pg: Postgres, workspace: number): Promise<readonly ModelAccount[]> {
  return Promise.all(
    (await rootKeysOf(pg, workspace)).map(async (key) => {
      const [group, entity] = [await readAccount(pg, workspace, key), await readEntityHistory(pg, workspace, accountEntity, key)];
      if (group === undefined || entity === undefined) throw new Error(`the account ${key} is not whole`);
      const identifiers = await readAccountIdentifiers(pg, group.rootId);
      return {
        root: group.rootKey,
        keys: group.keys,
        identifiers: identifiers.map(({ kind, value }) => `${bareKind(kind)}=${value}`).sort(),
        states: entity.history.map(({ at, attributes, gone }) => ({ ts: Date.parse(at), attributes: sorted(attributes), gone })).toReversed(),
      };
    }),
  );
}
const sorted = (attributes: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Plays a history and asserts that the API, and the rows that rules read, say what the naive fold says. */
export async function checkAccounts(pg: Postgres, workspace: number, steps: readonly AccountStep[], sliceSize: number): Promise<void> {
  const { model, stored } = await playAccounts(pg, workspace, steps, sliceSize);
  const accounts = model.accounts();
  expect(await readAccounts(pg, workspace)).toEqual(accounts);
  for (const { root, keys } of accounts) expect(keys.map((key) => stored.rootOf(key))).toEqual(keys.map(() => root));
  const merged = accounts.filter(({ keys }) => keys.length > 1).sort((a, b) => (a.root < b.root ? -1 : 1));
  const rows = merged.flatMap(({ root, states }) =>
    states.map(({ ts, attributes, gone }) => ({
      key: root,
      ts: new Date(ts).toISOString().slice(0, -1).replace('T', ' '),
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, JSON.stringify(value)])),
      gone: gone ? 1 : 0,
    })),
  );
  expect(stored.rows()).toEqual(rows);
}
