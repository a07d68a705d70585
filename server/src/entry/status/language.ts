export type Language = 'zh' | 'en';

const isLanguage = (text: string): text is Language => text === 'zh' || text === 'en';

/** What was asked for by `?lang=`, or the first of zh and en that the browser prefers; English otherwise. */
export function languageOf(asked: string | undefined, acceptLanguage: string | undefined): Language {
  if (asked !== undefined && isLanguage(asked)) return asked;
  const preferred = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const quality = options.map((option) => option.trim()).find((option) => option.startsWith('q='));
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return preferred.map(({ language }) => language).find(isLanguage) ?? 'en';
}
