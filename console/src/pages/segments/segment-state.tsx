import type { SegmentView } from '@danqing/contracts';
import { Badge, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

const badges = { pending: 'default', computing: 'processing', ready: 'success', failed: 'error', stopped: 'warning' } as const;

export function SegmentState({ segment }: { readonly segment: Pick<SegmentView, 'state' | 'error'> }) {
  const { t } = useTranslation('segments');
  const badge = <Badge status={badges[segment.state]} text={t(`states.${segment.state}`)} />;
  return segment.error === null ? badge : <Tooltip title={t('progress.failedWhy', { why: segment.error })}>{badge}</Tooltip>;
}
