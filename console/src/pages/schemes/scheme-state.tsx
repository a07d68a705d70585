import type { SchemeView } from '@danqing/contracts';
import { Badge, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

const badges = { pending: 'default', computing: 'processing', ready: 'success', failed: 'error', stopped: 'warning' } as const;

export function SchemeState({ scheme }: { readonly scheme: Pick<SchemeView, 'state' | 'error'> }) {
  const { t } = useTranslation('schemes');
  const badge = <Badge status={badges[scheme.state]} text={t(`states.${scheme.state}`)} />;
  return scheme.error === null ? badge : <Tooltip title={t('failedWhy', { why: scheme.error })}>{badge}</Tooltip>;
}
