import { hasHan } from './fold.ts';

/** Readings of Chinese text. Loaded only where a table holds any: the dictionaries take 20 MB. */
export interface Han {
  /** Traditional characters as simplified ones; other text as it is. */
  simplify(text: string): string;
  /** Pinyin without tones and blanks, a surname at the beginning read as one (曾 zeng, 单 shan); other text as it is. */
  latin(text: string): string;
}

const cacheLimit = 200_000;

export async function loadHan(): Promise<Han> {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const convert = Converter({ from: 'tw', to: 'cn' });
  const simplify = remember((text) => convert(text));
  const latin = remember((text) =>
    pinyin(text, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true }).join('').replaceAll(' ', ''),
  );
  return { simplify, latin };
}

function remember(read: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (!hasHan(text)) return text;
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= cacheLimit) known.clear();
    const made = read(text);
    known.set(text, made);
    return made;
  };
}
