import { Progress, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** How many have a value, as a bar; nothing while nobody knows. */
export function Coverage({ count, total }: { readonly count: number | null; readonly total: number }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  if (count === null || total === 0) return <span>–</span>;
  const share = Math.min(1, count / total);
  const words = t('of', { n: formats.number(count), share: formats.percent(share) });
  return (
    <Tooltip title={words}>
      <div style={{ minWidth: 110 }}>
        <Progress percent={share * 100} size="small" format={() => formats.percent(share, 0)} aria-label={words} />
      </div>
    </Tooltip>
  );
}
