import type { PlanBreach, PlanMessages } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, pathWith } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { JsonBlock } from '../../../parts/json-block.tsx';
import { LinkButton } from '../../../parts/link-button.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { planPath } from './paths.ts';

/** Some of the messages themselves, and the ways to set it right. */
export function BreachDetail({ breach: { event, path, source, places, parked } }: { readonly breach: PlanBreach }) {
  const { t } = useTranslation('plan');
  const workspace = useWorkspaceKey();
  const messages = useQuery<PlanMessages, ApiError>({
    queryKey: [workspace, `${planPath}/messages`, places],
    queryFn: () => api.post<PlanMessages>(`${planPath}/messages`, { places }),
    enabled: places.length > 0,
  });
  return (
    <Flex vertical gap={12} style={{ maxWidth: 900 }}>
      <Flex gap={8} wrap>
        <LinkButton size="small" type="primary" to={pathWith(`/w/${workspace}/data/plan/${encodeURIComponent(event)}`, { field: path })}>
          {t('mend')}
        </LinkButton>
        <LinkButton size="small" to={pathWith(`/w/${workspace}/data/debugger`, { event, source })}>
          {t('debug')}
        </LinkButton>
        {parked > 0 && (
          <LinkButton size="small" to={pathWith(`/w/${workspace}/data/quarantine/group`, { reason: 'against_plan', source, event, named: '1' })}>
            {t('quarantine')}
          </LinkButton>
        )}
      </Flex>
      <Typography.Text strong>{t('examples')}</Typography.Text>
      {messages.isError && <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.isLoading && <Skeleton active />}
      {messages.data?.items.length === 0 && <Typography.Text type="secondary">{t('examplesGone')}</Typography.Text>}
      {messages.data?.items.map(({ place, receivedAt, raw }) => (
        <div key={place}>
          <TimeText value={receivedAt} />
          <JsonBlock text={raw} label={`${t('examples')} ${place}`} maxHeight={240} />
        </div>
      ))}
    </Flex>
  );
}
