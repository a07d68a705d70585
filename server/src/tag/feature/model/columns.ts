/** A column as it is read: its numbers (NaN: not known, or no number) and its texts ('': not known). */
export interface RawColumn {
  readonly numbers: Float64Array;
  readonly texts: readonly string[];
}

/** How a predictor is looked at. Numbers are z-scores, unknown ones stand in the middle; categories are the most frequent texts, others are one more. */
export type Encoding =
  | { readonly kind: 'number'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'category'; readonly codes: ReadonlyMap<string, number> };

/** So many texts of a category are told apart. */
const mostCategories = 20;
/** A column of which nearly all known texts are numbers is one of numbers. */
const numericShare = 0.95;

export function encodingOf({ numbers, texts }: RawColumn): Encoding {
  let [known, numeric, sum] = [0, 0, 0];
  for (const [row, number] of numbers.entries()) {
    const isNumber = !Number.isNaN(number);
    if (isNumber || (texts[row] ?? '') !== '') known++;
    if (isNumber) {
      numeric++;
      sum += number;
    }
  }
  if (numeric === 0 || numeric < numericShare * known) return { kind: 'category', codes: codesOf(texts) };
  const mean = sum / numeric;
  let squares = 0;
  for (const number of numbers) if (!Number.isNaN(number)) squares += (number - mean) ** 2;
  const sd = Math.sqrt(squares / numeric);
  return { kind: 'number', mean, sd: sd === 0 ? 1 : sd };
}

/** 0: not known; 1 to 20: the most frequent; 21: any other. */
function codesOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, mostCategories);
  return new Map(frequent.map(([text], index) => [text, index + 1]));
}

const otherCode = mostCategories + 1;

/** Rows as models see them: z-scores and codes side by side, with whether a number was known. */
export interface Encoded {
  readonly rows: number;
  readonly zs: readonly Float64Array[];
  readonly known: readonly Uint8Array[];
  readonly codes: readonly Uint8Array[];
}

export function encode(columns: readonly RawColumn[], encodings: readonly Encoding[], rows: number): Encoded {
  const zs: Float64Array[] = [];
  const known: Uint8Array[] = [];
  const codes: Uint8Array[] = [];
  for (const [place, encoding] of encodings.entries()) {
    const column = columns[place] ?? { numbers: new Float64Array(rows), texts: [] };
    if (encoding.kind === 'number') {
      zs.push(column.numbers.map((number) => (Number.isNaN(number) ? 0 : (number - encoding.mean) / encoding.sd)));
      known.push(Uint8Array.from(column.numbers, (number) => (Number.isNaN(number) ? 0 : 1)));
    } else codes.push(Uint8Array.from({ length: rows }, (_, row) => codeOf(encoding.codes, column.texts[row] ?? '')));
  }
  return { rows, zs, known, codes };
}

const codeOf = (codes: ReadonlyMap<string, number>, text: string): number => (text === '' ? 0 : (codes.get(text) ?? otherCode));

/** How many codes there may be. */
export const codeCount = otherCode + 1;
