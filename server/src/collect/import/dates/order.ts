import { type DateOrder, orderEvidence } from './forms.ts';

export type OrderFinding =
  | { readonly kind: 'known'; readonly order: DateOrder | undefined }
  | { readonly kind: 'ambiguous'; readonly example: string; readonly formats: readonly string[] }
  | { readonly kind: 'mixed'; readonly example: string };

/**
 * Whether dates such as 01/02/2010 are day first or month first, from a sample of their column: a number above 12 cannot be a month.
 * Ambiguous when nothing in the sample tells; two-digit years always are.
 */
export function findDateOrder(sample: Iterable<string>): OrderFinding {
  let example: string | undefined;
  let hasShortYear = false;
  let dayFirst: string | undefined;
  let monthFirst: string | undefined;
  for (const text of sample) {
    const evidence = orderEvidence(text);
    if (evidence === undefined) continue;
    example ??= text;
    hasShortYear ||= evidence.hasShortYear;
    if (evidence.first > 12) dayFirst ??= text;
    if (evidence.second > 12) monthFirst ??= text;
  }
  if (example === undefined) return { kind: 'known', order: undefined };
  if (dayFirst !== undefined && monthFirst !== undefined) return { kind: 'mixed', example: `${dayFirst} and ${monthFirst}` };
  const order = dayFirst === undefined ? (monthFirst === undefined ? undefined : 'mdy') : 'dmy';
  if (order !== undefined && !hasShortYear) return { kind: 'known', order };
  return { kind: 'ambiguous', example, formats: formatsFor(example, order) };
}

/** The formats that fit an example, for the suggestion. */
function formatsFor(example: string, order: DateOrder | undefined): readonly string[] {
  const separator = /[-/.]/.exec(example)?.[0] ?? '/';
  const year = orderEvidence(example)?.hasShortYear === true ? 'yy' : 'yyyy';
  const rest = example
    .replace(/^\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/, '')
    .replace(
      /\d{1,2}:\d{2}(:\d{2})?(.*)$/,
      (_text, seconds: string | undefined, after: string) =>
        `${/[AaPp]/.test(after) ? 'h' : 'H'}:mm${seconds === undefined ? '' : ':ss'}${/[AaPp]/.test(after) ? ' a' : ''}`,
    );
  return (order === undefined ? (['dmy', 'mdy'] as const) : [order]).map(
    (one) => `${one === 'dmy' ? ['d', 'M'].join(separator) : ['M', 'd'].join(separator)}${separator}${year}${rest}`,
  );
}
