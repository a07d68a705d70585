/** Rows among which the heading is looked for: above it stand titles, dates and notes. */
export const headingReach = 30;

const isNumberOrDate = (text: string): boolean => /^[\s¥￥$€£(+-]*\d[\d,.\s:/年月日TZ+-]*[%元)]?$/.test(text);

/**
 * Which of a file's first rows is the heading: the first that is nearly as wide as the widest, holds mostly words and repeats hardly any. A title merged over the
 * table is one cell; groups of headings merged over several columns are fewer than what stands below them. Undefined where no row is: the table begins at once.
 */
export function findHeading(rows: readonly (readonly string[])[]): number | undefined {
  const looks = rows.slice(0, headingReach).map((cells) => {
    const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    return {
      filled: texts.length,
      words: texts.filter((text) => !isNumberOrDate(text)).length,
      distinct: new Set(texts).size,
      longest: Math.max(0, ...texts.map((text) => text.length)),
    };
  });
  const widest = Math.max(0, ...looks.map(({ filled }) => filled));
  const found = looks.findIndex(
    ({ filled, words, distinct, longest }) => filled > 0 && filled >= widest * 0.7 && words >= filled * 0.8 && distinct >= filled * 0.6 && longest <= 200,
  );
  return found === -1 ? undefined : found;
}

/** Names under which columns can be told apart: two of one name become `name (1)` and `name (2)`. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} (${count})`;
  });
}
