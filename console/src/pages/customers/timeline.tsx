import type { ProfileView, TimelineEvent } from '@danqing/contracts';
import { Button, Flex, Input, Skeleton, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/use-pages.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { linesOf } from './names.ts';

const shownProperties = 4;

/** What happened, newest first; the rest of an event's properties unfold. */
export function TimelineList({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const [event, setEvent] = useUrlState('event');
  const events = usePages<TimelineEvent>(`/api/v1/profiles/${profile.id}/events`, { event, limit: 30 });
  return (
    <>
      <Input.Search
        allowClear
        defaultValue={event}
        aria-label={t('eventFilter')}
        placeholder={t('eventFilter')}
        onSearch={(value) => setEvent(value.trim())}
        style={{ maxWidth: 320, marginBottom: 16 }}
      />
      {events.rows === undefined && (events.error === null ? <Skeleton active /> : <ErrorState error={events.error} onRetry={events.onRetry} />)}
      {events.rows?.length === 0 && <EmptyState title={event === '' ? t('timelineEmpty') : tc('empty.filtered')} hint={t('timelineEmptyHint')} />}
      <Timeline items={(events.rows ?? []).map((item) => ({ key: item.messageId, content: <EventItem item={item} /> }))} />
      {events.loadMore !== undefined && (
        <Button onClick={events.loadMore} loading={events.isFetching}>
          {tc('loadMore')}
        </Button>
      )}
    </>
  );
}

function EventItem({ item }: { readonly item: TimelineEvent }) {
  const { t } = useTranslation('customers');
  const formats = useFormats();
  const lines = linesOf(item.properties);
  const rest = lines.slice(shownProperties);
  return (
    <Flex vertical>
      <span>
        <strong>{item.event}</strong>{' '}
        <Typography.Text type="secondary">
          {formats.exactTime(item.timestamp)} · {t('from', { source: item.source })}
        </Typography.Text>
      </span>
      <Lines lines={lines.slice(0, shownProperties)} />
      {rest.length > 0 && (
        <details>
          <summary style={{ cursor: 'pointer', color: 'var(--primary)' }}>{t('details')}</summary>
          <Lines lines={rest} />
        </details>
      )}
    </Flex>
  );
}

const Lines = ({ lines }: { readonly lines: ReturnType<typeof linesOf> }) =>
  lines.map(({ path, text }) => (
    <Typography.Text key={path} type="secondary" style={{ overflowWrap: 'anywhere' }}>
      {path}: {text}
    </Typography.Text>
  ));
