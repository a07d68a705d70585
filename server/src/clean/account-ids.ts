import { isJsonObject, type JsonValue } from '#kernel';
import { accountKind, keyKind } from './account-kinds.ts';
import type { Identifier, Origin, TraitAssertion } from './event.ts';
import { isOfAccount, kindOf } from './external-id.ts';
import { normaliseIdentifier } from './normalise.ts';

/** Names under which the same is often sent. */
const synonyms: Readonly<Record<string, string>> = {
  website: 'domain',
  domains: 'domain',
  duns_number: 'duns',
  unified_social_credit_code: 'tax_id',
  uscc: 'tax_id',
  统一社会信用代码: 'tax_id',
  纳税人识别号: 'tax_id',
  税号: 'tax_id',
};

/** Names come from outside: `constructor` is one like any other. */
const synonymOf = (name: string | undefined): string | undefined => (name !== undefined && Object.hasOwn(synonyms, name) ? synonyms[name] : undefined);

const kindNamed = (name: string): string | undefined => synonymOf(name) ?? synonymOf(kindOf(name)) ?? kindOf(name);

/**
 * What names an account, normalised, strongest first: its key, the attributes whose names are kinds that the workspace knows (several values as a list), and what `externals` says of it.
 */
export function accountIdentifiersOf(
  key: string,
  attributes: readonly TraitAssertion[],
  externals: JsonValue | undefined,
  origin: Pick<Origin, 'kinds' | 'defaultRegion'>,
): readonly Identifier[] {
  const found: Identifier[] = [{ kind: accountKind(keyKind), value: key }];
  const rules = origin.kinds.accounts;
  const add = (bare: string, value: unknown): void => {
    const kind = accountKind(bare);
    const normal = bare === keyKind ? undefined : normaliseIdentifier(kind, value, origin.defaultRegion, rules);
    if (normal !== undefined && !found.some((one) => one.kind === kind && one.value === normal)) found.push({ kind, value: normal });
  };
  for (const { path, value } of attributes) {
    const kind = path.includes('.') ? undefined : kindNamed(path);
    if (kind === undefined || !rules.names(kind)) continue;
    for (const one of Array.isArray(value) ? value : [value]) add(kind, one);
  }
  for (const external of Array.isArray(externals) ? externals : []) {
    if (!isJsonObject(external) || !isOfAccount(external, origin)) continue;
    const kind = kindNamed(typeof external['type'] === 'string' ? external['type'] : '');
    if (kind !== undefined) add(kind, external['id']);
  }
  return found.length < 2 ? found : found.sort((a, b) => rules.ruleOf(a.kind).strength - rules.ruleOf(b.kind).strength);
}
