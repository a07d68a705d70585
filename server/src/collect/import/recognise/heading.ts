/** A heading as the dictionary has it: no width, case, blanks, marks or units in brackets. */
export function plainHeading(heading: string): string {
  const flat = heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('帐', '账')
    .replace(/^\s*(?:q?\d{1,3}\s*[、.:)]|\*)\s*(?=\D)/, '');
  const bare = flat.replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】|「[^」]*」/g, '');
  const plain = (text: string): string => text.replaceAll(/[\s_\-–—/\\.:;,'"`“”‘’*#?!、,。:;?!|&@+<>~^=]+/g, '');
  return plain(bare) === '' ? plain(flat) : plain(bare);
}

/** A name for what no dictionary knows: its own, without dots (they would nest), units and line breaks. */
export function ownName(heading: string, index: number): string {
  const name = heading
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '')
    .trim()
    .replaceAll(/[\s.]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 100);
  return name === '' || name === '__proto__' ? `column_${index + 1}` : name;
}
