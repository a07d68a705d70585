import { type Identifier, identifiersIn, normaliseIdentifier, type Origin, type RawEvent } from '#clean';
import type { ItemFate } from '#collect';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import { namedInBody } from './named-in-body.ts';

const keyOf = ({ kind, value }: Identifier): string => `${kind}\n${value}`;

/** What of a message names somebody who was erased. */
export interface ErasedNames {
  /**
   * A message whose strongest identifier was theirs is theirs and goes; one that named them beside a stronger one forgets them. The body of a webhook that nobody has mapped, or that its mapping
   * leaves out, has no strongest one: it goes when it says any of theirs, wherever.
   */
  fateOf(event: RawEvent, origin: Origin): ItemFate;
}

export function erasedNames(identifiers: readonly Identifier[]): ErasedNames {
  const gone = new Set(identifiers.map(keyOf));
  return {
    fateOf: (event, origin) => {
      if ('invalid' in event) return 'stays';
      if (event.type === 'hook' && origin.hook?.read(event.raw, origin.receivedAt).kind !== 'message')
        return namedInBody(identifiers, origin)(event.raw) ? 'goes' : 'stays';
      const [strongest, ...weaker] = identifiersIn(event.raw, event.type, origin);
      if (strongest !== undefined && gone.has(keyOf(strongest))) return 'goes';
      const previous = ['user_id', 'anonymous_id'].flatMap((kind) => {
        const value = normaliseIdentifier(kind, event.raw['previousId'], origin.defaultRegion, origin.kinds);
        return value === undefined ? [] : [{ kind, value }];
      });
      const named = [...weaker, ...previous].filter((identifier) => gone.has(keyOf(identifier)));
      if (named.length === 0) return 'stays';
      const isNamed = (text: string | number): boolean =>
        named.some(({ kind, value }) => normaliseIdentifier(kind, text, origin.defaultRegion, origin.kinds) === value);
      return (value) => without(value, isNamed);
    },
  };
}

/** The value without the texts and numbers that say one of these. */
function without(value: JsonValue, isNamed: (text: string | number) => boolean): JsonValue {
  const isGone = (one: JsonValue): boolean => (typeof one === 'string' || typeof one === 'number') && isNamed(one);
  if (Array.isArray(value)) return value.map((one: JsonValue): JsonValue => (isGone(one) ? null : without(one, isNamed)));
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => !isGone(one))
      .map(([name, one]) => [name, without(one, isNamed)]),
  );
  return kept;
}
