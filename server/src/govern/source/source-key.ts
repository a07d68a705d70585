import { pinyin } from 'pinyin-pro';

const longest = 60;

/**
 * What events and rules call a source ($source): letters, digits and . _ - of its name, Chinese by its sound (天猫旗舰店: tianmaoqijiandian). A name that is plain already is its own key, so that
 * programs that make sources by name find them under it.
 */
export function sourceKey(name: string): string {
  const text = name.trim();
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  const latin = pinyin(text.normalize('NFKC'), { toneType: 'none', v: true, nonZh: 'consecutive', type: 'string', separator: '' });
  const key = latin
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longest);
  return key === '' ? 'source' : key;
}

/** The next key to try where one is taken: web, web-2, web-3. */
export const keyBefore = (key: string, attempt: number): string => (attempt < 2 ? key : `${key}-${attempt}`);
