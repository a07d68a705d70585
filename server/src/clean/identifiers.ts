import { isJsonObject, type JsonObject, objectAt } from '#kernel';
import { isOfAccount, kindOf } from './external-id.ts';
import type { Identifier, Origin } from './event.ts';
import { normaliseIdentifier, withoutDecimals } from './normalise.ts';

/** Every identifier that a message names, whatever becomes of it otherwise; strongest first. */
export function identifiersIn(raw: JsonObject, type: string, origin: Origin): readonly Identifier[] {
  const read = type === 'hook' ? origin.hook?.read(raw, origin.receivedAt) : undefined;
  if (read?.kind === 'message') return identifiersIn(read.raw, read.type, origin);
  const ruled = origin.rules?.apply(type, raw);
  if (ruled !== undefined) {
    // What rules made of it first; under older rules it may have been kept as it was sent.
    const [clean, sent] = [identifiersIn(ruled.raw, type, { ...origin, rules: undefined }), identifiersIn(raw, type, { ...origin, rules: undefined })];
    return [...clean, ...sent.filter((one) => !clean.some(({ kind, value }) => kind === one.kind && value === one.value))];
  }
  const context = objectAt(raw['context']);
  const own = type === 'group' ? [] : [objectAt(raw['traits'])];
  return identifiersOf(raw, [objectAt(context['traits']), ...own], context, origin, type);
}

/** Every identifier a message names, normalised, strongest first, each (kind, value) once. Masked, blocked and malformed ones are left out, and those of the account in a `group` message. */
export function identifiersOf(raw: JsonObject, personTraits: readonly JsonObject[], context: JsonObject, origin: Origin, type: string): readonly Identifier[] {
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
      if (kind !== undefined && isJsonObject(item) && !(type === 'group' && isOfAccount(item, origin))) add(kind, item['id']);
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
