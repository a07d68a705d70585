import type { TraitAssertion } from '#clean';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

/** The standing assertion of one trait path: value, event time (ms), message id, source id and that source's trust; `o`: it was only to be set once. */
export interface StoredTrait {
  readonly v: JsonValue;
  readonly t: number;
  readonly m: string;
  readonly s: number;
  readonly r: number;
  readonly o?: 1;
}

/** Leaf path → what stands there. Paths that contradict each other (`a` and `a.b`) are both kept; the newer one is visible. */
export type TraitDocument = Readonly<Record<string, StoredTrait>>;

/** More paths than this on one profile are noise; later ones live in the trait history only. */
const maxTraitPaths = 2000;

/** What is set before what is only to be set once; source trust; the later event, or the earlier one of those that are to be set once; message id. Never the order of arrival. */
function outranks(a: StoredTrait, b: StoredTrait): boolean {
  if (a.o !== b.o) return a.o === undefined;
  if (a.r !== b.r) return a.r > b.r;
  if (a.t !== b.t) return a.o === undefined ? a.t > b.t : a.t < b.t;
  return a.m > b.m;
}

export interface AssertedTraits {
  readonly traits: readonly TraitAssertion[];
  readonly ts: number;
  readonly messageId: string;
  readonly sourceId: number;
  readonly trust: number;
}

/** Same outcome for every order of arrival. Returns the same object when nothing changes. */
export function assertTraits(document: TraitDocument, asserted: readonly AssertedTraits[]): TraitDocument {
  const result = new Map(Object.entries(document));
  let isChanged = false;
  for (const { traits, ts, messageId, sourceId, trust } of asserted) {
    for (const { path, value, isOnce } of traits) {
      const said = { v: value, t: ts, m: messageId, s: sourceId, r: trust };
      const candidate: StoredTrait = isOnce === true ? { ...said, o: 1 } : said;
      const standing = result.get(path);
      if (standing === undefined ? result.size >= maxTraitPaths : !outranks(candidate, standing)) continue;
      result.set(path, candidate);
      isChanged = true;
    }
  }
  return isChanged ? Object.fromEntries(result) : document;
}

/** The document of a survivor: of each path the assertion that outranks the other. Commutative and associative. */
export function mergeTraits(a: TraitDocument, b: TraitDocument): TraitDocument {
  const result = new Map(Object.entries(a));
  for (const [path, trait] of Object.entries(b)) {
    const standing = result.get(path);
    if (standing === undefined || outranks(trait, standing)) result.set(path, trait);
  }
  return Object.fromEntries(result);
}

/** Paths whose value is known and that no newer assertion above or below contradicts. */
export function visibleTraits(document: TraitDocument): ReadonlyMap<string, StoredTrait> {
  const visible = new Map(Object.entries(document));
  for (const path of Object.keys(document)) {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const above = path.slice(0, dot);
      const [upper, lower] = [document[above], document[path]];
      if (upper !== undefined && lower !== undefined) visible.delete(outranks(upper, lower) ? path : above);
    }
  }
  for (const [path, { v }] of visible) if (v === null) visible.delete(path);
  return visible;
}

/** A leaf of this name and value only says that what holds it is an object (clean/traits.ts). */
const emptyObject = '{}';

/** The traits as people see them: nested, with the types they were sent with. */
export function nestTraits(document: TraitDocument): JsonObject {
  const root: Record<string, JsonValue> = {};
  for (const [path, { v }] of visibleTraits(document)) {
    const names = path.split('.');
    const leaf = names.pop() ?? path;
    let parent = root;
    for (const name of names) {
      const inner = Object.hasOwn(parent, name) ? parent[name] : undefined;
      const next: Record<string, JsonValue> = isJsonObject(inner) ? { ...inner } : {};
      define(parent, name, next);
      parent = next;
    }
    if (leaf !== emptyObject || v !== emptyObject) define(parent, leaf, v);
  }
  return root;
}

/** `__proto__` is a name like any other. */
const define = (object: Record<string, JsonValue>, name: string, value: JsonValue): void => {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
};
