import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, readLanguage } from './language.ts';

type Texts = { readonly texts: Readonly<Record<string, unknown>> };
const files = import.meta.glob<Texts>('./{zh,en}/*.ts');

/** Texts of one language and one area are a file of their own, fetched when a page first needs them. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.ts`];
    if (load === undefined) done(new Error(`no texts ${language}/${namespace}`), null);
    else
      load().then(
        ({ texts }) => done(null, { ...texts }),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
      );
  },
};

/** Ready when the language is known; pages wait for their own texts by Suspense. */
export async function startI18n(): Promise<void> {
  const language = readLanguage();
  keepLanguage(language);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: ['zh', 'en'],
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  i18next.on('languageChanged', (next) => keepLanguage(next === 'zh' ? 'zh' : 'en'));
}
