export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const key = 'danqing.language';

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';

/** What this person chose, else what the browser prefers. */
export function readLanguage(): Language {
  const stored = readStored(key);
  if (isLanguage(stored)) return stored;
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
}

export function keepLanguage(language: Language): void {
  keepStored(key, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Storage may be forbidden by the browser: then nothing is kept, and nothing fails. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keepStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Not kept.
  }
}
