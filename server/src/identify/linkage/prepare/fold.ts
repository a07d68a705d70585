/** Blank, and what people write for blank. */
const nothing = new Set(['', 'null', 'none', 'nan', 'n/a', 'na', 'unknown', '-', '--', '无', '未知', '不详']);

const han = /\p{Script=Han}/u;
export const hasHan = (text: string): boolean => han.test(text);

/**
 * One spelling for what people would read as the same: width, case, accents, punctuation and blanks no longer count.
 * Empty when nothing is known.
 */
export function fold(raw: string): string {
  const text = raw.trim().toLowerCase();
  if (nothing.has(text)) return '';
  if (/^[a-z0-9 ]*$/.test(text)) return text.includes('  ') ? text.replaceAll(/ +/g, ' ') : text;
  const plain = text.normalize('NFKC').normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
  return plain
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim();
}

/** Letters and digits only: for codes, where blanks and dashes are decoration. A spreadsheet's `4011.0` is 4011. */
export const foldCode = (raw: string): string => fold(raw.trim().replace(/^(\d+)\.0+$/, '$1')).replaceAll(' ', '');
