import { type DeliveryView, deliveryStates } from '@danqing/contracts';
import { App, Badge, Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';

const path = '/api/v1/alert-deliveries';
const badges = { waiting: 'processing', sent: 'success', dead: 'error' } as const;

/** Every message that was sent or is to be sent, with each attempt. */
export function DeliveriesTab() {
  const { t } = useTranslation('alerts');
  const { message } = App.useApp();
  const [state, setState] = useUrlState('delivery');
  const deliveries = usePages<DeliveryView>(path, { state, limit: 50 }, { everyMs: 10_000 });
  const retry = useChange((id: string) => api.post(`${path}/${id}/retry`), [path]);
  return (
    <>
      <Flex style={{ marginBottom: 16 }}>
        <Select
          aria-label={t('filterState')}
          value={state}
          onChange={(value: string) => setState(value === '' ? null : value)}
          options={[{ value: '', label: t('all') }, ...deliveryStates.map((value) => ({ value, label: t(`deliveryStates.${value}`) }))]}
          style={{ minWidth: 140 }}
        />
      </Flex>
      <DataTable<DeliveryView>
        label={t('tabs.deliveries')}
        {...deliveries}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('deliveriesEmpty')} />}
        columns={[
          {
            title: t('message'),
            key: 'message',
            render: (_, { title, channel }) => (
              <div style={{ minWidth: 200, maxWidth: 420, whiteSpace: 'normal' }}>
                {title}
                <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>{channel.name}</div>
              </div>
            ),
          },
          { title: t('state'), key: 'state', render: (_, one) => <Badge status={badges[one.state]} text={t(`deliveryStates.${one.state}`)} /> },
          { title: t('since'), key: 'at', render: (_, { createdAt }) => <TimeText value={createdAt} /> },
          {
            title: t('attempts'),
            key: 'attempts',
            render: (_, { attempts, nextAt }) => (
              <div style={{ maxWidth: 320, whiteSpace: 'normal' }}>
                {t('attemptsCount', { n: attempts.length })}
                {attempts.at(-1)?.problem !== null && attempts.length > 0 && (
                  <div style={{ fontSize: 13, color: 'var(--danger)' }}>{attempts.at(-1)?.problem}</div>
                )}
                {nextAt !== null && (
                  <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                    {t('nextTry')} <TimeText value={nextAt} />
                  </Typography.Text>
                )}
              </div>
            ),
          },
          {
            title: t('actions'),
            key: 'actions',
            render: (_, one) =>
              one.state === 'dead' && (
                <Button size="small" onClick={() => retry.mutate(one.id, { onError: (error) => void message.error(error.message) })}>
                  {t('retryNow')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
