import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { useFormats } from '../../../../parts/format.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { useSummary } from '../use-profile-data.ts';

/** The customer in words. */
export function Portrait({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const formats = useFormats();
  const summary = useSummary(id);
  const known = t('portrait.parts', { returnObjects: true });
  const nameOf = (part: string): string => Object.entries(known).find(([key]) => key === part)?.[1] ?? part;
  return (
    <Section id="portrait" title={t('portrait.title')}>
      <Awaited query={summary} rows={5}>
        {({ portrait, at }) => (
          <>
            <dl className="profile-words">
              {portrait.map((sentence) => (
                <div key={sentence.part} style={{ display: 'contents' }}>
                  <dt>{nameOf(sentence.part)}</dt>
                  <dd>{sentence[language]}</dd>
                </div>
              ))}
            </dl>
            <p className="profile-quiet" style={{ margin: '12px 0 0', fontSize: 12 }}>
              {t('portrait.hint', { time: formats.time(at) })}
            </p>
          </>
        )}
      </Awaited>
    </Section>
  );
}
