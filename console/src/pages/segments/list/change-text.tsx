import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** +120 (+3.2%) since a moment, in a word and never by colour alone. */
export function ChangeText({ change, count }: { readonly change: number | null; readonly count: number | null }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  if (change === null || count === null) return <span style={{ color: 'var(--text-secondary)' }}>–</span>;
  if (change === 0) return <span style={{ color: 'var(--text-secondary)' }}>{t('noChange')}</span>;
  const before = count - change;
  const share = before > 0 ? ` (${change > 0 ? '+' : ''}${formats.percent(change / before)})` : '';
  return (
    <span style={{ color: change > 0 ? 'var(--success)' : 'var(--danger)', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {change > 0 ? '+' : '−'}
      {formats.number(Math.abs(change))}
      {share}
    </span>
  );
}
