import type { ChannelCreated, ChannelTested, ChannelView } from '@danqing/contracts';
import { Alert, App, Badge, Button, Flex, Popconfirm, Switch, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { ChannelForm } from './channel-form.tsx';

const path = '/api/v1/alert-channels';
const badges = { waiting: 'processing', sent: 'success', dead: 'error' } as const;

function TestButton({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation('alerts');
  const { message } = App.useApp();
  const test = useChange(() => api.post<ChannelTested>(`${path}/${String(channel.id)}/test`), [path]);
  const run = (): void =>
    test.mutate(undefined, {
      onSuccess: ({ isSent, problem }) => void (isSent ? message.success(t('testSent')) : message.error(t('testFailed', { why: problem ?? '' }), 8)),
      onError: (error) => void message.error(error.message),
    });
  return (
    <Button size="small" loading={test.isPending} onClick={run}>
      {t('test')}
    </Button>
  );
}

/** How people are told: bots, e-mail, webhooks. */
export function ChannelsTab() {
  const { t } = useTranslation('alerts');
  const { message } = App.useApp();
  const channels = useApi<{ readonly items: readonly ChannelView[] }>(path, { everyMs: 30_000 });
  const [edited, setEdited] = useState<ChannelView | 'new' | undefined>();
  const [made, setMade] = useState<ChannelCreated | undefined>();
  const failed = (error: Error): void => void message.error(error.message);
  const toggle = useChange(({ id, isEnabled }: Pick<ChannelView, 'id' | 'isEnabled'>) => api.put(`${path}/${String(id)}`, { isEnabled }), [path]);
  const remove = useChange((id: number) => api.delete(`${path}/${String(id)}`), [path, '/api/v1/alerts']);
  const add = (
    <Button type="primary" onClick={() => setEdited('new')}>
      {t('newChannel')}
    </Button>
  );
  return (
    <>
      {made?.secret !== undefined && made.secret !== null && (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: () => setMade(undefined) }}
          style={{ marginBottom: 16 }}
          title={t('secretOnce')}
          description={
            <Flex vertical gap={8} align="flex-start">
              {t('secretHint')}
              <Flex gap={8} wrap align="center">
                <Typography.Text code>{made.secret}</Typography.Text>
                <CopyButton text={made.secret} />
              </Flex>
            </Flex>
          }
        />
      )}
      {(channels.data?.items.length ?? 0) > 0 && <Flex style={{ marginBottom: 16 }}>{add}</Flex>}
      <DataTable<ChannelView>
        label={t('tabs.channels')}
        rows={channels.data?.items}
        error={channels.error}
        onRetry={() => void channels.refetch()}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('channelsEmpty')} hint={t('channelsEmptyHint')} action={add} />}
        columns={[
          {
            title: t('channel'),
            key: 'channel',
            render: (_, channel) => (
              <div style={{ minWidth: 180, maxWidth: 380, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => setEdited(channel)}>
                  {channel.name}
                </Button>
                <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>
                  {t(`channelKinds.${channel.kind}`)} · {channel.addressHint ?? channel.to.join(', ')}
                </div>
              </div>
            ),
          },
          {
            title: t('lastSent'),
            key: 'last',
            render: (_, { lastDelivery }) =>
              lastDelivery === null ? (
                <Typography.Text type="secondary">{t('neverSent')}</Typography.Text>
              ) : (
                <div style={{ maxWidth: 320, whiteSpace: 'normal' }}>
                  <Badge status={badges[lastDelivery.state]} text={t(`deliveryStates.${lastDelivery.state}`)} /> · <TimeText value={lastDelivery.at} />
                  {lastDelivery.problem !== null && <div style={{ fontSize: 13, color: 'var(--danger)' }}>{lastDelivery.problem}</div>}
                </div>
              ),
          },
          {
            title: t('actions'),
            key: 'actions',
            render: (_, channel) => (
              <Flex gap={8} align="center">
                <Switch
                  size="small"
                  checked={channel.isEnabled}
                  aria-label={t('switchOn', { name: channel.name })}
                  onChange={(isEnabled) => toggle.mutate({ id: channel.id, isEnabled }, { onError: failed })}
                />
                <TestButton channel={channel} />
                <Popconfirm
                  title={t('removeChannel', { name: channel.name })}
                  description={t('removeChannelHint')}
                  okText={t('remove')}
                  okButtonProps={{ danger: true }}
                  onConfirm={() => remove.mutate(channel.id, { onError: failed })}
                >
                  <Button size="small">{t('remove')}</Button>
                </Popconfirm>
              </Flex>
            ),
          },
        ]}
      />
      <ChannelForm
        channel={edited === 'new' ? undefined : edited}
        isOpen={edited !== undefined}
        close={(created) => {
          setEdited(undefined);
          setMade(created);
        }}
      />
    </>
  );
}
