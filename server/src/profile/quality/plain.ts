/** What is the same but for how it is written: blanks, case, full-width signs, and how a number is written (`1.0` is `1`). */
export const plain = (text: string): string => `ifNull(toString(toFloat64OrNull(${text})), lowerUTF8(normalizeUTF8NFKC(trimBoth(${text}))))`;
