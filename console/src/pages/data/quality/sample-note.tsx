import type { QualitySample } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** That not every customer was looked at, and how many were; nothing where everybody was. */
export function SampleNote({ sample }: { readonly sample: QualitySample | null }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  if (sample === null) return null;
  return (
    <Typography.Text type="secondary" style={{ display: 'block' }}>
      {t('sampleNote', { k: formats.number(sample.oneOf), looked: formats.number(sample.looked) })}
    </Typography.Text>
  );
}
