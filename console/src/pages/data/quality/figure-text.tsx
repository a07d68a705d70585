import type { QualityDimension, QualityFigure } from '@danqing/contracts';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

const colours = { good: 'var(--text)', poor: 'var(--danger)', small: 'var(--text-secondary)', unknown: 'var(--text-secondary)' } as const;

/** What stands behind a figure: of how many, how sure, against which threshold. */
function useFigureWords(): (figure: QualityFigure, dimension: QualityDimension) => string[] {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  return ({ n, good, low, high, least, verdict, isSample }, dimension) => {
    if (n === 0 || low === null || high === null) return [t('unknown')];
    return [
      t(isSample ? 'figureSample' : 'figure', { n: formats.number(n), good: formats.number(good), low: formats.percent(low), high: formats.percent(high) }),
      ...(verdict === 'small' ? [t('small', { n })] : []),
      ...(verdict === 'poor' ? [t('poor')] : []),
      least === null ? (dimension === 'completeness' ? t('notExpected') : '') : t('figureLeast', { least: formats.percent(least) }),
    ].filter((line) => line !== '');
  };
}

/** A share; what it is of is behind it, for the mouse, the finger and the keyboard. */
export function FigureText({ figure, dimension }: { readonly figure: QualityFigure; readonly dimension: QualityDimension }) {
  const formats = useFormats();
  const words = useFigureWords()(figure, dimension);
  const { share, verdict, low, high } = figure;
  const text =
    share === null
      ? '—'
      : verdict === 'small' && low !== null && high !== null
        ? `${formats.percent(low, 0)}–${formats.percent(high, 0)}`
        : formats.percent(share);
  return (
    <Tooltip trigger={['hover', 'focus', 'click']} title={words.map((line) => <div key={line}>{line}</div>)}>
      <button
        type="button"
        aria-label={[text, ...words].join(' · ')}
        className="quality-figure"
        style={{ color: colours[verdict], fontWeight: verdict === 'poor' ? 600 : 400 }}
      >
        {verdict === 'poor' ? '▼ ' : ''}
        {text}
      </button>
    </Tooltip>
  );
}
