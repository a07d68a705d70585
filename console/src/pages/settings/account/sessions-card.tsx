import type { SessionItem, SessionList } from '@danqing/contracts';
import { App, Button, Card, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { deviceOf } from './device.ts';

const path = '/api/v1/me/sessions';

/** Where one is signed in, and ending it. */
export function SessionsCard() {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const formats = useFormats();
  const list = useApi<Static<typeof SessionList>>(path);
  const end = useChange((id: string | undefined) => (id === undefined ? api.post(`${path}/end-others`) : api.delete(`${path}/${id}`)), [path]);
  const ended = { onSuccess: () => void message.success(t('ended')), onError: (error: Error) => void message.error(error.message) };
  const line = ({ id, isCurrent, agent, address, since }: SessionItem) => (
    <li key={id}>
      <Flex justify="space-between" align="center" gap={12} style={{ paddingBlock: 10, borderBottom: '1px solid var(--line)' }}>
        <div style={{ minWidth: 0 }}>
          <div>
            {agent === null ? t('unknownAgent') : deviceOf(agent)} {isCurrent && <Tag>{t('thisDevice')}</Tag>}
          </div>
          <Typography.Text type="secondary">
            {t('since', { time: formats.time(since) })}
            {address !== null && ` · ${t('from', { address })}`}
          </Typography.Text>
        </div>
        {!isCurrent && (
          <Button size="small" onClick={() => end.mutate(id, ended)}>
            {t('end')}
          </Button>
        )}
      </Flex>
    </li>
  );
  return (
    <Card title={t('sessions')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>{list.data?.items.map(line)}</ul>
      {(list.data?.items.length ?? 0) > 1 && (
        <Button style={{ marginTop: 16 }} onClick={() => end.mutate(undefined, ended)}>
          {t('endOthers')}
        </Button>
      )}
    </Card>
  );
}
