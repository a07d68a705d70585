import { type ByHand, type GraphChange, readAccountPlaces } from '#identify';
import { notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import { type Adoption, adoptAccounts } from './adopt.ts';
import { putMerge } from './put.ts';

export interface AccountMerge extends Omit<ByHand, 'workspace'>, Omit<Adoption, 'keys'> {
  readonly into: string;
  readonly from: string;
}

/** Makes two accounts one by hand, everywhere. In the caller's transaction. Throws DQ_NOT_FOUND for a key that nobody spoke of, DQ_SAME_ACCOUNT where they are one already. */
export async function putAccountMerge(tx: PostgresSession, { into, from, ...request }: AccountMerge): Promise<GraphChange> {
  const { workspace, author, reason, at } = request;
  await adoptAccounts(tx, { ...request, keys: [into, from] });
  const places = await readAccountPlaces(tx, workspace, [into, from]);
  const idOf = (key: string): number => {
    const place = places.find((one) => one.key === key);
    if (place === undefined) throw notFound(`the account ${key}`);
    return place.id;
  };
  return putMerge(tx, { workspace, author, reason, at, into: idOf(into), from: idOf(from), subject: 'account' });
}
