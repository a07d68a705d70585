import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { Sparkline } from '../../home/sparkline.tsx';

/** The last thirty days in the size of a word; nothing before there are two of them. */
export function Trend({ name, days }: { readonly name: string; readonly days: readonly (number | null)[] }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const known = days.filter((size) => size !== null);
  const [first] = known;
  const last = known.at(-1);
  if (known.length < 2 || first === undefined || last === undefined) return <span style={{ color: 'var(--text-secondary)' }}>–</span>;
  return <Sparkline values={known} label={t('trendLabel', { name, from: formats.number(first), to: formats.number(last) })} />;
}
