import { isJsonObject, type JsonObject, type JsonValue, objectAt, storable } from '#kernel';
import { type Breach, mostBreaches } from './breach.ts';
import type { PlanNode } from './tree.ts';

const longestPath = 200;

function add(breaches: Breach[], breach: Breach): void {
  if (breaches.length < mostBreaches && !breaches.some(({ path, kind }) => path === breach.path && kind === breach.kind)) breaches.push(breach);
}

/** Names with dots nest, as they do wherever properties are read: `{"a.b": 1}` is `{"a": {"b": 1}}`. Later ones win. */
function undotted(object: JsonObject): JsonObject {
  const nested = new Map<string, JsonValue>();
  for (const name in object) {
    const dot = name.indexOf('.');
    const value = object[name] ?? null;
    if (dot < 1) {
      nested.set(name, value);
      continue;
    }
    const head = name.slice(0, dot);
    const known = nested.get(head);
    nested.set(head, { ...objectAt(known), [name.slice(dot + 1)]: value });
  }
  return Object.fromEntries(nested);
}

/** Everything required below what is not there at all. */
function addMissing(node: PlanNode, breaches: Breach[]): void {
  if (node.test === undefined && !node.isList && node.required.length > 0) for (const child of node.required) addMissing(child, breaches);
  else add(breaches, node.breaches.missing);
}

/** Adds to `breaches` what is not as planned in an object. */
export function checkObject(node: PlanNode, object: JsonObject, breaches: Breach[], isUndotted = false): void {
  const before = breaches.length;
  for (const name in object) {
    const child = node.children.get(name);
    if (child !== undefined) {
      checkValue(child, object[name] ?? null, breaches);
      continue;
    }
    if (!isUndotted && name.indexOf('.') > 0 && node.children.size > 0) {
      breaches.length = before;
      checkObject(node, undotted(object), breaches, true);
      return;
    }
    if (!node.isOpen)
      add(breaches, { path: storable(node.path === '' ? name : `${node.path}.${name}`).slice(0, longestPath), kind: 'unknown_property', expected: '' });
  }
  for (const child of node.required) {
    const value = Object.hasOwn(object, child.name) ? object[child.name] : undefined;
    if (value === undefined || (value === null && !child.isNullable)) addMissing(child, breaches);
  }
}

function checkElements(node: PlanNode, elements: readonly JsonValue[], breaches: Breach[]): void {
  for (const element of elements) checkValue(node, element, breaches);
}

function checkValue(node: PlanNode, value: JsonValue, breaches: Breach[]): void {
  if (value === null) {
    // Where it is required it is missing, and told so.
    if (!node.isNullable && !node.isRequired) add(breaches, node.breaches.type);
    return;
  }
  if (node.elements !== undefined) {
    if (!Array.isArray(value)) add(breaches, node.breaches.type);
    else checkElements(node.elements, value, breaches);
    return;
  }
  const wrong = node.test === undefined ? (isJsonObject(value) ? undefined : 'type') : node.test(value);
  if (wrong !== undefined) add(breaches, node.breaches[wrong]);
  else if (node.children.size > 0 && isJsonObject(value)) checkObject(node, value, breaches);
}
