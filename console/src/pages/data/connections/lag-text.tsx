import type { ConnectionView } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** How far what is here is behind what the place has. */
export function LagText({ lag, isLong = false }: { readonly lag: ConnectionView['lag']; readonly isLong?: boolean }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  if (lag.waitingFiles > 0) return <span>{t('waitingFiles', { files: formats.number(lag.waitingFiles) })}</span>;
  if (lag.have === null) return <Typography.Text type="secondary">—</Typography.Text>;
  const isBehind = lag.newest !== null && lag.newest !== lag.have;
  return (
    <Flex vertical>
      <span>{isBehind ? t('behind') : t('upToDate')}</span>
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {isLong && `${t('have')} `}
        {lag.have}
      </Typography.Text>
      {isLong && isBehind && (
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {t('newest')} {lag.newest}
        </Typography.Text>
      )}
    </Flex>
  );
}
