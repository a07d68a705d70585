import type { LifeEvent } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useFormats } from '../../../../parts/format.ts';
import { isMap } from '../../../../parts/is-map.ts';
import { linesOf } from '../../names.ts';
import { Order } from './order.tsx';

const shownProperties = 3;
/** What tells most of an event, first. */
const telling = [
  'name',
  'title',
  'category',
  'query',
  'topic',
  'text',
  'campaign_name',
  'price',
  'revenue',
  'score',
  'rating',
  'satisfaction',
  'coupon_id',
  'list_id',
];
const lateMs = 3_600_000;

const clock = (timestamp: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(new Date(timestamp));

/** One event: when, what, what tells most of it; the rest unfolds. */
export function EventLine({ event, isChosen }: { readonly event: LifeEvent; readonly isChosen: boolean }) {
  const { t, i18n } = useTranslation('customer');
  const formats = useFormats();
  const { pathname } = useLocation();
  const properties = isMap(event.properties) ? event.properties : {};
  const short = telling.flatMap((name) => {
    const value = properties[name];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  const isLate = Date.parse(event.receivedAt) - Date.parse(event.timestamp) > lateMs;
  return (
    <div className={`profile-moment${isChosen ? ' is-chosen' : ''}`} {...(isChosen && { 'aria-current': true })}>
      <time dateTime={event.timestamp} title={formats.exactTime(event.timestamp)}>
        {clock(event.timestamp, i18n.language).slice(0, 5)}
      </time>
      <div style={{ minWidth: 0 }}>
        <Flex wrap gap={6} align="baseline">
          <strong>{event.event}</strong>
          {event.order === undefined && short.length > 0 && <span>{short.slice(0, shownProperties).join(' · ')}</span>}
          <span className="profile-quiet" style={{ fontSize: 12 }}>
            {t('timeline.sourceOf', { source: event.source })}
            {isLate && ` · ${t('timeline.late', { time: formats.time(event.receivedAt) })}`}
          </span>
          {event.isBot && <Tag>{t('timeline.bot')}</Tag>}
          {event.isClamped && <Tag>{t('timeline.clamped')}</Tag>}
        </Flex>
        {event.order !== undefined && <Order event={event} order={event.order} />}
        <details>
          <summary style={{ cursor: 'pointer', color: 'var(--primary)', fontSize: 12, width: 'fit-content' }}>{t('timeline.details')}</summary>
          <dl className="profile-words" style={{ margin: '6px 0' }}>
            {[...linesOf(event.properties), ...linesOf(event.context)].map(({ path, text }) => (
              <div key={path} style={{ display: 'contents' }}>
                <dt style={{ overflowWrap: 'anywhere', maxWidth: 200 }}>{path}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {formats.exactTime(event.timestamp)} · <Link to={`${pathname}?tab=timeline&message=${encodeURIComponent(event.messageId)}`}>{event.messageId}</Link>
          </Typography.Text>
        </details>
      </div>
    </div>
  );
}
