import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { JsonBlock } from '../../../parts/json-block.tsx';

/** A part of a message as it came and as it goes on, side by side; one below the other on a phone. */
export function BeforeAfter({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation('cleaning');
  return (
    <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))' }}>
      <div>
        <Typography.Text strong>{t('before')}</Typography.Text>
        <JsonBlock text={before} label={t('before')} maxHeight={200} />
      </div>
      <div>
        <Typography.Text strong>{t('after')}</Typography.Text>
        <JsonBlock text={after} label={t('after')} maxHeight={200} />
      </div>
    </div>
  );
}
