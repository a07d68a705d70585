/** The survivor that merges lead to, step by step; `parents`: merged profile → the profile it was merged into. */
export function rootOf(parents: ReadonlyMap<number, number>, id: number): number {
  let root = id;
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
  return root;
}
