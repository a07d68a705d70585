import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from './format.ts';

/** How long ago, with the exact moment behind it; "never" for nothing. */
export function TimeText({ value }: { readonly value: string | number | null | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (value === null || value === undefined) return <span style={{ color: 'var(--text-secondary)' }}>{t('never')}</span>;
  return (
    <Tooltip title={formats.exactTime(value)}>
      <time dateTime={new Date(value).toISOString()} style={{ whiteSpace: 'nowrap' }}>
        {formats.ago(value)}
      </time>
    </Tooltip>
  );
}
