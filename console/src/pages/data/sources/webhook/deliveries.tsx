import type { SourceListed, WebhookDeliveries, WebhookDelivery } from '@danqing/contracts';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../../api/use-api.ts';
import { DataTable } from '../../../../parts/data-table.tsx';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { TimeText } from '../../../../parts/time-text.tsx';
import { OutcomeTag } from '../../parts/outcome-tag.tsx';
import { useReason } from '../../parts/reason.ts';

const askAgainMs = 3_000;

/** What came last and how each ended. */
export function Deliveries({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('webhooks');
  const reasonOf = useReason();
  const deliveries = useApi<Static<typeof WebhookDeliveries>>(`/api/v1/webhooks/${source.id}/deliveries`, { everyMs: askAgainMs });
  return (
    <Card size="small" title={t('deliveries')}>
      <DataTable<WebhookDelivery>
        label={t('deliveries')}
        rows={deliveries.data?.items}
        error={deliveries.error}
        onRetry={() => void deliveries.refetch()}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('noDeliveries')} hint={t('noDeliveriesHint')} />}
        columns={[
          { title: t('receivedAt'), key: 'at', render: (_, { receivedAt }) => <TimeText value={receivedAt} /> },
          { title: t('topic'), key: 'topic', render: (_, { topic }) => (topic === '' ? t('anyTopic') : topic) },
          {
            title: t('outcome'),
            key: 'outcome',
            render: (_, { outcome, reason }) => (
              <Flex gap={6} wrap align="center">
                <OutcomeTag outcome={outcome} />
                {reason !== '' && <Typography.Text type="secondary">{reasonOf(reason)}</Typography.Text>}
              </Flex>
            ),
          },
          { title: t('event'), key: 'event', render: (_, { event }) => event },
        ]}
      />
    </Card>
  );
}
