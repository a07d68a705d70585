/** What is no prose: fenced and indented code, code in a line, addresses. */
function proseOf(markdown: string): readonly string[] {
  let isFenced = false;
  return markdown.split('\n').map((line) => {
    const isFence = line.trimStart().startsWith('```');
    if (isFence) isFenced = !isFenced;
    if (isFence || isFenced || (/^ {4}/.test(line) && !/^ *(?:[-*]|\d+\.) /.test(line))) return '';
    return line
      .replaceAll(/`[^`]*`/g, '`')
      .replaceAll(/\]\([^)]*\)/g, ']')
      .replaceAll(/https?:\/\/[^\s）)]*/g, '');
  });
}

/** Half-width , ; : ? ! beside a Chinese character or mark, and half-width brackets around one. */
const halfWidth = /[㐀-鿿”）》][,;:?!]|[,;:?!]\s?[㐀-鿿“《]|\([^()]*[㐀-鿿][^()]*\)/;

/** Where a Chinese document has half-width punctuation: line and place. */
export const halfWidthIn = (name: string, markdown: string): readonly string[] =>
  proseOf(markdown).flatMap((line, index) => {
    const found = halfWidth.exec(line);
    return found === null ? [] : [`${name}:${index + 1}: ${found[0]}`];
  });
