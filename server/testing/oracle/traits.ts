import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { WorldAssertion } from './world.ts';

/**
 * What is believed of a profile, from all that was ever said: by path the most trusted source's latest word, ties by message id. What stands
 * above or below a newer word in the same path goes. Null unsets.
 */
export function traitsOf(assertions: readonly WorldAssertion[]): JsonObject {
  const order = (a: WorldAssertion, b: WorldAssertion): number => a.trust - b.trust || a.ts - b.ts || (a.message < b.message ? -1 : 1);
  const standing = new Map<string, WorldAssertion>();
  for (const assertion of [...assertions].sort(order)) standing.set(assertion.path, assertion);
  const visible = [...standing.values()].filter(
    (one) => ![...standing.values()].some((other) => isRelated(one.path, other.path) && order(one, other) < 0) && one.value !== null,
  );
  let root: JsonObject = {};
  for (const { path, value } of visible) root = placed(root, path.split('.'), value);
  return root;
}

const isRelated = (a: string, b: string): boolean => a !== b && (a.startsWith(`${b}.`) || b.startsWith(`${a}.`));

function placed(object: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = object[name];
  return { ...object, [name]: placed(isJsonObject(inner) ? inner : {}, rest, value) };
}
