const [apostrophe, equals] = [39, 61];
/** `'13800138000`: Excel's mark of a text that looks like a number; back offices write it into their files. */
const marked = /^'[+\w-]+$/;
/** `="0013"`: a formula that keeps zeros. */
const formula = /^="([^"]*)"$/;

function plainCell(text: string): string {
  const first = text.charCodeAt(0);
  if (first === apostrophe && marked.test(text)) return text.slice(1);
  return first === equals ? (formula.exec(text)?.[1] ?? text) : text;
}

/** Cells without the marks by which spreadsheets keep numbers as texts; the same array where there are none. */
export function plainCells(cells: readonly string[]): readonly string[] {
  const hasMarks = cells.some((text) => text.charCodeAt(0) === apostrophe || text.charCodeAt(0) === equals);
  return hasMarks ? cells.map(plainCell) : cells;
}
