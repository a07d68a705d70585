import type { FieldVerdict } from '@danqing/contracts';
import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';

const colours = { use: 'success', repair: 'warning', avoid: 'error', wait: 'default' } as const;

/** What is to be done with a field, and why. */
export function VerdictTag({ verdict }: { readonly verdict: FieldVerdict }) {
  const { t } = useTranslation('data-quality');
  const language = useLanguage();
  const { advice } = verdict;
  return (
    <Tooltip title={advice.why[language]} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="quality-figure" aria-label={`${t(`advice.${advice.what}`)} · ${advice.why[language]}`}>
        <Tag color={colours[advice.what]} style={{ margin: 0 }}>
          {t(`advice.${advice.what}`)}
        </Tag>
      </button>
    </Tooltip>
  );
}

/** Collect, trust, separate: a word each. */
export function VerdictWords({ verdict }: { readonly verdict: FieldVerdict }) {
  const { t } = useTranslation('data-quality');
  const language = useLanguage();
  const words = [
    ['collect', verdict.collect],
    ['believe', verdict.trust],
    ['separate', verdict.separate],
  ] as const;
  return (
    <dl className="quality-verdict">
      {words.map(([name, { level, why }]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            <b>{t(`levels.${level}`)}</b> <span style={{ color: 'var(--text-secondary)' }}>{why[language]}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
