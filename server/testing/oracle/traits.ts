import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { WorldAssertion } from './world.ts';

/**
 * What is believed of a profile, from all that was ever said: by path the most trusted source's latest word, ties by message id. What stands
 * above or below a newer word in the same path goes. Null unsets.
 */
export function traitsOf(assertions: readonly WorldAssertion[]): JsonObject {
  const order = (a: WorldAssertion, b: WorldAssertion): number => a.trust - b.trust || a.ts - b.ts || (a.message < b.message ? -1 : 1);
  const standing = new Map<string, WorldAssertion>();
  for (const assertion of [...assertions].sort(order)) standing.set(isEmpty(assertion.value) ? `${assertion.path}.` : assertion.path, assertion);
  const entries = [...standing];
  const visible = entries.flatMap(([place, one]) =>
    one.value === null || entries.some(([other, another]) => isRelated(place, other) && order(one, another) < 0) ? [] : [one],
  );
  let root: JsonObject = {};
  for (const { path, value } of visible) root = placed(root, path.split('.'), value);
  return root;
}

/** {} says that an object is there, and nothing of what is in it: it stands in the way of what is at its path, not of what is below. */
const isEmpty = (value: JsonValue): boolean => isJsonObject(value) && Object.keys(value).length === 0;

const isRelated = (a: string, b: string): boolean => a !== b && (a.startsWith(`${b}.`) || b.startsWith(`${a}.`));

function placed(object: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  const inner = object[name];
  if (rest.length === 0) return { ...object, [name]: isEmpty(value) && isJsonObject(inner) ? inner : value };
  return { ...object, [name]: placed(isJsonObject(inner) ? inner : {}, rest, value) };
}
