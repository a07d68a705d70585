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

/** Words and turns that a Chinese reader takes for a translation, for speech, or for something else; the console's own texts are held to more. */
const refused: readonly RegExp[] = [
  /您/,
  /的的|被[^，。]{1,8}所|对于[^，。]{1,12}(?:来说|而言)|(?<!正在)进行(?![中到])|当[^，。]{1,12}的时候|作为一个/,
  /动静|眼下|取走/,
  /留存(?!同期群|率|分析)|切点|人员流动/,
  /没有(?:算完|发成|加载成)|读不(?:懂|出来)/,
];

/** Where a Chinese text says something so. */
export const refusedIn = (name: string, text: string): readonly string[] =>
  refused.flatMap((pattern) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${name}: ${found[0]}`];
  });

/** Chinese sentences that a source file makes: `zh: '…'`, `zh: \`…\``. */
export const sentencesIn = (source: string): readonly string[] =>
  [...source.matchAll(/\bzh: (?:'([^'\n]+)'|`([^`\n]+)`)/g)].map(([, plain, made]) => plain ?? made ?? '');
