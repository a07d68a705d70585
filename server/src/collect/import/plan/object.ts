import type { JsonValue } from '#kernel';

/** Writes JSON objects whose names are known beforehand; dotted names nest. `values[i]` stands at `names[i]`; unknown ones, and objects that hold nothing known, are left out. */
export type ObjectWriter = (values: readonly (JsonValue | undefined)[]) => string;

interface Node {
  readonly name: string;
  /** Which value stands here; undefined where the node holds others. */
  readonly index: number | undefined;
  readonly inner: Node[];
}

/** `isFlat`: dots do not nest. The text comes from one JSON.stringify and not from concatenation, which leaves trees of fragments on the heap: a third of an import's time went to collecting them. */
export function compileObject(names: readonly string[], isFlat = false): ObjectWriter {
  const root: Node = { name: '', index: undefined, inner: [] };
  for (const [index, name] of names.entries()) place(root, isFlat ? [name] : name.split('.'), index);
  return (values) => JSON.stringify(build(root, values) ?? {});
}

function place(node: Node, [name = '', ...rest]: readonly string[], index: number): void {
  if (rest.length === 0) {
    node.inner.push({ name, index, inner: [] });
    return;
  }
  let next = node.inner.find((inner) => inner.name === name && inner.index === undefined);
  if (next === undefined) {
    next = { name, index: undefined, inner: [] };
    node.inner.push(next);
  }
  place(next, rest, index);
}

function build(node: Node, values: readonly (JsonValue | undefined)[]): { readonly [name: string]: JsonValue } | undefined {
  const object: Record<string, JsonValue> = {};
  let isEmpty = true;
  for (const inner of node.inner) {
    const value = inner.index === undefined ? build(inner, values) : values[inner.index];
    if (value === undefined) continue;
    object[inner.name] = value;
    isEmpty = false;
  }
  return isEmpty ? undefined : object;
}
