import type { LookedEventView } from '@danqing/contracts';
import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Alert, Badge, Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../../api/stream.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { EventList } from './event-list.tsx';
import { FilterBar } from './filters.tsx';
import { isLooked } from './looked.ts';

const mostShown = 300;

/** Events as they arrive. */
export function Page() {
  const { t } = useTranslation('debugger');
  const formats = useFormats();
  const [source] = useUrlState('source');
  const [event] = useUrlState('event');
  const [outcome] = useUrlState('outcome');
  const [value, setValue] = useState('');
  const [isPaused, setPaused] = useState(false);
  const [events, setEvents] = useState<readonly LookedEventView[]>([]);
  const [left, setLeft] = useState({ count: 0, rate: 0 });
  const question = JSON.stringify([source, event, outcome, value]);
  const [asked, setAsked] = useState(question);
  // Another question begins with an empty list.
  if (asked !== question) {
    setAsked(question);
    setEvents([]);
    setLeft({ count: 0, rate: 0 });
  }
  useStream(
    '/api/v1/debugger/stream',
    { source, event, outcome, value },
    ({ data }) => {
      if (!isLooked(data)) return;
      setLeft((before) => ({ count: before.count + data.leftOut, rate: data.shownPerSecond }));
      setEvents((before) => {
        const known = new Set(before.map(({ id, outcome: ended }) => `${id}/${ended}`));
        const fresh = data.items.filter(({ id, outcome: ended }) => !known.has(`${id}/${ended}`));
        return [...fresh.toReversed(), ...before].slice(0, mostShown);
      });
    },
    !isPaused,
  );
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Button icon={isPaused ? <PlayCircleOutlined /> : <PauseOutlined />} onClick={() => setPaused(!isPaused)} aria-pressed={isPaused}>
              {isPaused ? t('resume') : t('pause')}
            </Button>
            <Button disabled={events.length === 0} onClick={() => setEvents([])}>
              {t('clear')}
            </Button>
          </>
        }
      />
      <FilterBar value={value} onValue={setValue} />
      <div aria-live="polite">
        {isPaused && <Alert type="warning" showIcon title={t('paused')} style={{ marginBottom: 12 }} />}
        {left.count > 0 && <Alert type="info" showIcon title={t('sampled', { rate: left.rate, n: formats.number(left.count) })} style={{ marginBottom: 12 }} />}
      </div>
      {events.length > 0 ? (
        <EventList events={events} />
      ) : (
        <EmptyState
          title={t('waiting')}
          hint={
            <Flex vertical gap={12} align="center">
              <Typography.Text type="secondary">{t('waitingHint')}</Typography.Text>
              {!isPaused && <Badge status="processing" />}
            </Flex>
          }
        />
      )}
    </>
  );
}
