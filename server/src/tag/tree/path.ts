/** Where a tag stands, name by name: 行为 / 购买 and /行为/购买/ are the same place; none at all is []. */
export const partsOf = (category: string): readonly string[] =>
  category
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const pathOf = (parts: readonly string[]): string => parts.join('/');

export const parentOf = (path: string): string => pathOf(partsOf(path).slice(0, -1));

/** Whether a place is another one or lies below it. */
export function isWithin(path: string, ancestor: string): boolean {
  const [own, above] = [partsOf(path), partsOf(ancestor)];
  return above.every((part, index) => own[index] === part);
}

/** Where something within `from` is once that is called `to`. */
export const carried = (path: string, from: string, to: string): string => pathOf([...partsOf(to), ...partsOf(path).slice(partsOf(from).length)]);
