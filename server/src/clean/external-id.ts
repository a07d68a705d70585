import type { JsonObject } from '#kernel';
import type { Origin } from './event.ts';

const kindName = /^[a-z][a-z0-9_]*(?::[\w.-]{1,64})?$/;

/** `Shopify-Customer-ID` → `shopify_customer_id`; undefined when no name is left. */
export function kindOf(type: unknown): string | undefined {
  if (typeof type !== 'string') return undefined;
  const [head = '', ...app] = type.trim().split(':');
  const family = head
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const kind = app.length === 0 ? family : `${family}:${app.join(':')}`;
  return kindName.test(kind) && kind.length <= 80 ? kind : undefined;
}

/** Whether an external id of a `group` message is the account's: it says so, or its kind is one by which accounts are told apart. */
export function isOfAccount(external: JsonObject, { kinds }: Pick<Origin, 'kinds'>): boolean {
  const { collection } = external;
  if (collection === 'accounts' || collection === 'groups') return true;
  const kind = kindOf(external['type']);
  return collection !== 'users' && kind !== undefined && kinds.accounts.names(kind);
}
