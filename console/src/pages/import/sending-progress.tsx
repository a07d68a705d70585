import { Flex, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';

/** A file on its way: how much of it has arrived, then that it is being looked at. */
export function SendingProgress({ name, share }: { readonly name: string; readonly share: number }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  return (
    <Flex vertical gap={12} align="center" aria-live="polite">
      <Typography.Text strong>{share < 1 ? t('uploading', { name }) : t('recognising')}</Typography.Text>
      <Progress percent={Math.round(share * 100)} status="active" style={{ maxWidth: 480 }} aria-label={formats.percent(share)} />
    </Flex>
  );
}
