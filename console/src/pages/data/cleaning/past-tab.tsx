import type { CleaningReplay } from '@danqing/contracts';
import { Alert, App, Button, Card, Flex, Popconfirm, Progress, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { BeforeAfter } from './before-after.tsx';
import { cleaningPath } from './rules.ts';

const path = `${cleaningPath}/replays`;
const isOpen = ({ state }: CleaningReplay): boolean => state === 'waiting' || state === 'running';

/** The past through the rules of now: first tried, then done. */
export function PastTab() {
  const { t } = useTranslation(['cleaning', 'common']);
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const replays = useApi<{ readonly items: readonly CleaningReplay[] }>(path, { everyMs: ({ items }) => (items.some(isOpen) ? 1000 : 15_000) });
  const ask = useChange((isDry: boolean) => api.post<CleaningReplay>(path, { isDry }), [path]);
  const run = (isDry: boolean): void => ask.mutate(isDry, { onError: (error) => void message.error(error.message) });
  const items = replays.data?.items;
  const isBusy = items?.some(isOpen) === true || ask.isPending;
  return (
    <Flex vertical gap={16}>
      <Alert type="info" showIcon title={t('pastHint')} />
      {mayWrite && (
        <Flex gap={8} wrap>
          <Button type="primary" disabled={isBusy} onClick={() => run(true)}>
            {t('try')}
          </Button>
          <Popconfirm title={t('runAsk')} okText={t('common:confirm')} cancelText={t('common:cancel')} onConfirm={() => run(false)}>
            <Button disabled={isBusy}>{t('run')}</Button>
          </Popconfirm>
        </Flex>
      )}
      {replays.error !== null && <ErrorState error={replays.error} onRetry={() => void replays.refetch()} />}
      {items?.length === 0 && <EmptyState title={t('pastEmpty')} hint={t('pastEmptyHint')} />}
      {items?.map((replay) => (
        <ReplayCard key={replay.id} replay={replay} mayStop={mayWrite} />
      ))}
    </Flex>
  );
}

function ReplayCard({ replay, mayStop }: { readonly replay: CleaningReplay; readonly mayStop: boolean }) {
  const { t } = useTranslation('cleaning');
  const formats = useFormats();
  const stop = useChange(() => api.post(`/api/v1/tasks/cleaning_replay/${replay.id}/stop`), [path]);
  const { isDry, state, askedAt, by, done, coversFrom, examples, error, version } = replay;
  return (
    <Card
      size="small"
      title={
        <Flex gap={8} wrap align="center">
          <Tag color={isDry ? 'default' : 'processing'}>{t(isDry ? 'tried' : 'ran')}</Tag>
          <span style={{ whiteSpace: 'normal' }}>{[t('versionN', { version }), by, formats.exactTime(askedAt)].join(' · ')}</span>
        </Flex>
      }
      extra={
        isOpen(replay) &&
        mayStop && (
          <Button size="small" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
            {t('stop')}
          </Button>
        )
      }
    >
      {isOpen(replay) && <Progress percent={Math.floor(done * 100)} aria-label={t('progress')} />}
      {state === 'stopped' && <Typography.Paragraph type="secondary">{t('wasStopped')}</Typography.Paragraph>}
      {state === 'failed' && <Alert type="error" title={error ?? ''} />}
      <Typography.Paragraph aria-live="polite">
        {t(isDry ? 'wouldLine' : 'didLine', {
          looked: formats.number(replay.looked),
          events: formats.number(replay.changedEvents),
          values: formats.number(replay.changedValues),
          traits: formats.number(replay.changedTraits),
        })}
      </Typography.Paragraph>
      {replay.leftAlone > 0 && <Typography.Paragraph type="secondary">{t('leftAlone', { n: formats.number(replay.leftAlone) })}</Typography.Paragraph>}
      {coversFrom !== null && <Typography.Paragraph type="secondary">{t('covers', { from: formats.exactTime(coversFrom) })}</Typography.Paragraph>}
      <Flex vertical gap={12}>
        {examples.map(({ id: place, event, before, after }) => (
          <div key={place}>
            <Typography.Text strong>{event}</Typography.Text>
            <BeforeAfter before={before.raw} after={after.raw} />
          </div>
        ))}
      </Flex>
    </Card>
  );
}
