import { type Noun, usualNoun } from '@danqing/contracts';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readFaultsIn } from '../api/chinese/say.ts';
import { keepLanguage, type Language, readLanguage } from './language.ts';
import { withNoun } from './noun.ts';

type Texts = { readonly texts: Readonly<Record<string, unknown>> };
const files = import.meta.glob<Texts>('./{zh,en}/*.ts');

interface Loaded {
  readonly language: Language;
  readonly area: string;
  readonly texts: Texts['texts'];
}

const loaded = new Map<string, Loaded>();
let noun = usualNoun;

/** From now on every text has the brand's word for a customer. */
export function callCustomers(next: Noun): void {
  if (next.zh === noun.zh && next.en === noun.en) return;
  noun = next;
  for (const { language, area, texts } of loaded.values()) i18next.addResourceBundle(language, area, withNoun(texts, area, language, noun), true, true);
}

/** Texts of one language and one area are a file of their own, fetched when a page first needs them. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.ts`];
    if (load === undefined) done(new Error(`no texts ${language}/${namespace}`), null);
    else
      load().then(
        ({ texts }) => {
          const said: Loaded = { language: language === 'en' ? 'en' : 'zh', area: namespace, texts };
          loaded.set(`${language}/${namespace}`, said);
          done(null, withNoun(texts, said.area, said.language, noun));
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
      );
  },
};

/** The words of refusals come once the first page stands, or with the first refusal. */
const faultsAfterMs = 5_000;

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
      react: { useSuspense: true, bindI18nStore: 'added' },
    });
  setTimeout(() => void readFaultsIn(i18next.language), faultsAfterMs);
  i18next.on('languageChanged', (next) => {
    keepLanguage(next === 'zh' ? 'zh' : 'en');
    void readFaultsIn(next);
  });
}
