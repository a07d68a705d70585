import type { JsonObject, JsonValue } from '#kernel';
import type { Draft } from './message.ts';

/**
 * What SDKs ask to be done to somebody's traits beside setting them. Those whose outcome hangs on how often and in which order they arrive (increment, append, remove, union …) are
 * kept as events that carry what was asked, under `operation`: a tag can sum or list them, and nothing is counted twice. They name the person and are not counted as activity.
 */
export const operationOf = (operation: string, asked: JsonObject): Draft => ({ properties: { operation, [operation]: asked } });

/** The names that are to be unknown, as traits that are null. */
export const unsetOf = (names: Iterable<string>): JsonObject => {
  const traits: Record<string, JsonValue> = {};
  for (const name of names) Object.defineProperty(traits, name, { value: null, enumerable: true, configurable: true, writable: true });
  return traits;
};

/** Without what is null: to be set once, it says nothing. */
export const knownIn = (traits: JsonObject): JsonObject => Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== null));
