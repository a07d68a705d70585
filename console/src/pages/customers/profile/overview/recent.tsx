import type { LifeEvent } from '@danqing/contracts';
import { Button, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../../api/use-pages.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Section } from '../section.tsx';
import { Entries } from '../timeline/entries.tsx';

const shown = 12;

/** The latest of the timeline. */
export function Recent({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const [, setTab] = useUrlState('tab', 'overview');
  const events = usePages<LifeEvent>(`/api/v1/profiles/${id}/events`, { limit: shown });
  return (
    <Section
      id="recent"
      title={t('recent.title')}
      extra={
        <Button type="link" size="small" onClick={() => setTab('timeline', true)}>
          {t('recent.all')}
        </Button>
      }
    >
      {events.rows === undefined && events.error === null && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
      {events.error !== null && (
        <Button size="small" onClick={events.onRetry}>
          {common('retry')}
        </Button>
      )}
      {events.rows?.length === 0 && <Typography.Text type="secondary">{t('timeline.empty')}</Typography.Text>}
      {events.rows !== undefined && events.rows.length > 0 && (
        <div style={{ marginTop: -20 }}>
          <Entries events={events.rows} />
        </div>
      )}
    </Section>
  );
}
