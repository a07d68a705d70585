import { isJsonObject, type JsonObject } from '#kernel';
import type { Identifier, Origin } from './event.ts';
import { normaliseIdentifier, withoutDecimals } from './normalise.ts';

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

const objectAt = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** Every identifier that a message names, whatever becomes of it otherwise; strongest first. */
export function identifiersIn(raw: JsonObject, type: string, origin: Origin): readonly Identifier[] {
  const context = objectAt(raw['context']);
  const own = type === 'group' ? [] : [objectAt(raw['traits'])];
  return identifiersOf(raw, [objectAt(context['traits']), ...own], context, origin);
}

/** Every identifier a message names, normalised, strongest first, each (kind, value) once. Masked, blocked and malformed ones are left out. */
export function identifiersOf(raw: JsonObject, personTraits: readonly JsonObject[], context: JsonObject, origin: Origin): readonly Identifier[] {
  const found: Identifier[] = [];
  const { kinds } = origin;
  const add = (kind: string, value: unknown): void => {
    const normal = normaliseIdentifier(kind, value, origin.defaultRegion, kinds);
    if (normal !== undefined && !found.some((one) => one.kind === kind && one.value === normal)) found.push({ kind, value: normal });
  };
  add('user_id', raw['userId']);
  add('anonymous_id', raw['anonymousId']);
  for (const traits of personTraits) {
    add('email', traits['email']);
    add('phone', traits['phone']);
  }
  add('device_id', objectAt(context['device'])['id']);
  const external = context['externalIds'];
  if (Array.isArray(external)) {
    for (const item of external) {
      const kind = isJsonObject(item) ? kindOf(item['type']) : undefined;
      if (kind !== undefined && isJsonObject(item)) add(kind, item['id']);
    }
  }
  const named = objectAt(raw['identifiers']);
  for (const type in named) {
    const kind = kindOf(type);
    const value = named[type];
    if (kind !== undefined) add(kind, origin.isImport && typeof value === 'string' ? withoutDecimals(value.trim()) : value);
  }
  return found.length < 2 ? found : found.sort((a, b) => kinds.ruleOf(a.kind).strength - kinds.ruleOf(b.kind).strength);
}
