/** A key that is the same each time for the same value: what cannot stand in a key becomes its code points. */
export function segmentKeyOf(tag: string, value: unknown): string {
  const text = String(value);
  const plain = /^[A-Za-z0-9_-]+$/.test(text)
    ? text
    : Array.from(text)
        .map((letter) => (/[A-Za-z0-9]/.test(letter) ? letter : `u${(letter.codePointAt(0) ?? 0).toString(16)}`))
        .join('');
  return `tag-${tag}-${plain}`.slice(0, 100);
}
