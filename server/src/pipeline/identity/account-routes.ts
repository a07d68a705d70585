import {
  AccountIdentity,
  AccountLookupQuery,
  AccountMergeInput,
  AccountParams,
  AccountUnmergeAnswer,
  AccountView,
  MergeAnswer,
  UnmergeInput,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { accountEntity, type KindRules } from '#clean';
import { type AccountGroup, findAccount, readAccount, readAccountGroups, readAccountHistory, readAccountIdentifiers } from '#identify';
import { type Clock, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import { readEntityHistory } from '#profile';
import { putAccountMerge } from './account-merge.ts';
import { accountIdentityView } from './account-view.ts';
import { graphChangesArrived, putUnmerge } from './put.ts';

export interface AccountRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: { of(workspace: number): KindRules };
  readonly sourceName: (sourceId: number) => string | undefined;
  /** Until everybody reads what was changed. */
  readonly arrived?: () => Promise<void>;
}

/** Accounts by any of their identifiers, why they are what they are, and making two one by hand. */
export function registerAccountRoutes(app: FastifyInstance, deps: AccountRoutesDeps): void {
  const { pg, clock, kinds, sourceName, arrived = () => graphChangesArrived(pg) } = deps;
  const routes = typed(app);

  const viewOf = async ({ workspace, rootId, rootKey, keys }: AccountGroup): Promise<AccountView> => {
    const [entity, identifiers] = await Promise.all([readEntityHistory(pg, workspace, accountEntity, rootKey), readAccountIdentifiers(pg, rootId)]);
    if (entity === undefined) throw notFound(`the account ${rootKey}`);
    const { history: _history, ...view } = entity;
    const shown = identifiers.map(({ sourceId, firstSeen, lastSeen, ...identifier }) => ({
      ...identifier,
      firstSeen: new Date(firstSeen).toISOString(),
      lastSeen: new Date(lastSeen).toISOString(),
      source: sourceName(sourceId) ?? String(sourceId),
    }));
    return { ...view, keys: [...keys], identifiers: shown };
  };
  const accountOf = async (workspace: number, key: string): Promise<AccountGroup> => {
    const group = await readAccount(pg, workspace, key);
    if (group === undefined) throw notFound(`the account ${key}`);
    return group;
  };

  const lookup = { summary: 'The account that an identifier leads to', querystring: AccountLookupQuery, response: { 200: AccountView } };
  routes.get('/api/v1/accounts/lookup', { schema: lookup, config: { capability: 'profiles.read' } }, async ({ caller, query: { kind, value } }) => {
    const { workspace, defaultRegion: region } = caller;
    const group = await findAccount(pg, { workspace, kind, value, region, kinds: kinds.of(workspace) });
    if (group === undefined) throw notFound(`the account with ${kind} ${value}`);
    return viewOf(group);
  });

  const one = {
    summary: 'An account by any of its keys: attributes of all of them together, and its identifiers',
    params: AccountParams,
    response: { 200: AccountView },
  };
  routes.get('/api/v1/accounts/:key', { schema: one, config: { capability: 'profiles.read' } }, async ({ caller, params }) =>
    viewOf(await accountOf(caller.workspace, params.key)),
  );

  const identity = {
    summary: 'Why an account is what it is: edges, merges, and links that were not followed',
    params: AccountParams,
    response: { 200: AccountIdentity },
  };
  routes.get('/api/v1/accounts/:key/identity', { schema: identity, config: { capability: 'profiles.read' } }, async ({ caller, params }) =>
    accountIdentityView(await readAccountHistory(pg, await accountOf(caller.workspace, params.key)), sourceName),
  );

  const merge = { summary: 'Makes two accounts one, whatever limits say', body: AccountMergeInput, response: { 200: MergeAnswer } };
  routes.post(
    '/api/v1/accounts/merge',
    { schema: merge, config: { capability: 'identity.decide' } },
    async ({ caller, body: { into, from, reason = null } }) => {
      const { workspace, defaultRegion, name: author } = caller;
      const request = { workspace, defaultRegion, author, reason, at: clock.now(), kinds: kinds.of(workspace), into, from };
      const { mergeId } = await pg.transaction((tx) => putAccountMerge(tx, request));
      await arrived();
      return { mergeId };
    },
  );

  const unmerge = {
    summary: 'Undoes a merge of accounts, wherever it stands in history: both are as if it had never been made',
    body: UnmergeInput,
    response: { 200: AccountUnmergeAnswer },
  };
  routes.post(
    '/api/v1/accounts/unmerge',
    { schema: unmerge, config: { capability: 'identity.decide' } },
    async ({ caller, body: { mergeId, reason = null } }) => {
      const by = { workspace: caller.workspace, author: caller.name, reason, at: clock.now(), subject: 'account' } as const;
      const { groups, isExact } = await pg.transaction((tx) => putUnmerge(tx, { ...by, mergeId }));
      await arrived();
      const accounts = await readAccountGroups(
        pg,
        groups.map(({ rootId }) => rootId),
      );
      return { accounts: await Promise.all(accounts.map(viewOf)), isExact };
    },
  );
}
