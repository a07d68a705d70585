import type { LifeEvent } from '@danqing/contracts';
import { Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useFormats } from '../../../../parts/format.ts';
import { isMap } from '../../../../parts/is-map.ts';
import { linesOf } from '../../names.ts';
import { useEventNames } from '../../../../parts/event-names.ts';
import { useTraffic } from '../../../../parts/traffic.ts';
import { useSourceLabels } from '../../../../parts/source-labels.ts';
import { clockOf } from './clock.ts';
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

/** One event: when, what, what tells most of it; the rest unfolds. */
export function EventLine({ event, isChosen }: { readonly event: LifeEvent; readonly isChosen: boolean }) {
  const { t } = useTranslation('customer');
  const labelOf = useSourceLabels();
  const names = useEventNames();
  const cameBy = useTraffic().cameBy(event);
  const properties = isMap(event.properties) ? event.properties : {};
  const short = telling.flatMap((name) => {
    const value = properties[name];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  return (
    <details className={`profile-event${isChosen ? ' is-chosen' : ''}`} {...(isChosen && { 'aria-current': true, open: true })}>
      <summary className="profile-moment">
        <time dateTime={event.timestamp}>{clockOf(event.timestamp)}</time>
        <span>
          <strong>{names.event(event.event)}</strong>{' '}
          {event.order === undefined && short.length > 0 && <span>{short.slice(0, shownProperties).join(' · ')} </span>}
          <span className="profile-quiet" style={{ fontSize: 12 }}>
            {t('timeline.sourceOf', { source: labelOf(event.source) })}
          </span>
          {cameBy !== undefined && <Tag style={{ marginInlineStart: 8 }}>{cameBy}</Tag>}
          {event.order !== undefined && <Order event={event} order={event.order} />}
        </span>
      </summary>
      <Everything event={event} />
    </details>
  );
}

/** All that came with it, under the names that the catalogue has. */
function Everything({ event }: { readonly event: LifeEvent }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useEventNames();
  const traffic = useTraffic();
  const { pathname } = useLocation();
  const isLate = Date.parse(event.receivedAt) - Date.parse(event.timestamp) > lateMs;
  const notes = [
    formats.exactTime(event.timestamp),
    ...(isLate ? [t('timeline.late', { time: formats.time(event.receivedAt) })] : []),
    ...(event.isBot ? [t('timeline.bot')] : []),
    ...(event.isClamped ? [t('timeline.clamped')] : []),
  ];
  return (
    <div style={{ padding: '0 12px 12px 76px', overflowWrap: 'anywhere' }}>
      <dl className="profile-words">
        {linesOf(event.properties).map(({ path, text }) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{names.property(event.event, path)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {linesOf(event.context).map(({ path, text }) => (
          <div key={`context ${path}`} style={{ display: 'contents' }}>
            <dt>{traffic.field(path)}</dt>
            <dd>{traffic.value(path, text)}</dd>
          </div>
        ))}
      </dl>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {event.event} · {notes.join(' · ')} · <Link to={`${pathname}?tab=timeline&message=${encodeURIComponent(event.messageId)}`}>{event.messageId}</Link>
      </Typography.Text>
    </div>
  );
}
