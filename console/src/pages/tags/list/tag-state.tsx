import type { TagView } from '@danqing/contracts';
import { Badge, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

const badges = { pending: 'default', computing: 'processing', ready: 'success', failed: 'error', stopped: 'warning' } as const;

export function TagState({ tag: { state, error } }: { readonly tag: Pick<TagView, 'state' | 'error'> }) {
  const { t } = useTranslation('tags');
  const badge = <Badge status={badges[state]} text={t(`states.${state}`)} />;
  return error === null ? badge : <Tooltip title={t('failedWhy', { why: error })}>{badge}</Tooltip>;
}
