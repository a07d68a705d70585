import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../i18n/language.ts';
import './gate.css';

const names: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

/** The frame of the pages in front of the console: name, language, one card. */
export function Gate({ title, lead, children }: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  const { t, i18n } = useTranslation('entrance');
  useEffect(() => {
    document.title = `${title} · 丹青 Danqing`;
  }, [title]);
  return (
    <div className="gate">
      <header className="gate__head">
        <div className="gate__brand">
          <img src="/icon.svg" width={28} height={28} alt="" />
          <strong lang="zh-CN">丹青</strong>
          <span lang="en">Danqing</span>
        </div>
        <div className="gate__languages" role="group" aria-label={t('language')}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              className="gate__link"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void i18n.changeLanguage(language)}
            >
              {names[language]}
            </button>
          ))}
        </div>
      </header>
      <main className="gate__card">
        <h1>{title}</h1>
        <p>{lead}</p>
        {children}
      </main>
    </div>
  );
}
