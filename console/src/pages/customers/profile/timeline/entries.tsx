import type { LifeEvent } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../../parts/format.ts';
import { useEventNames } from '../../../../parts/event-names.ts';
import { clockOf, localDayOf } from './clock.ts';
import { EventLine } from './event-line.tsx';
import { daysOf, type Entry } from './fold.ts';

/** Events by days, visits and runs folded. `chosen`: the message that was gone to. */
export function Entries({ events, chosen = '' }: { readonly events: readonly LifeEvent[]; readonly chosen?: string }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const weekday = new Intl.DateTimeFormat(useTranslation().i18n.language, { weekday: 'short' });
  return daysOf(events, localDayOf).map(({ day, count, silentDays, entries }) => (
    <div key={day}>
      <h3 className="profile-day">
        {formats.date(`${day}T12:00`)} {weekday.format(new Date(`${day}T12:00`))}
        <span className="profile-quiet" style={{ fontSize: 12, fontWeight: 400 }}>
          {t('timeline.dayCount', { n: count })}
        </span>
      </h3>
      {entries.map((entry) => (
        <One key={entry.key} entry={entry} chosen={chosen} />
      ))}
      {silentDays > 6 && (
        <div className="profile-quiet" style={{ padding: '12px 0 0', fontSize: 12 }}>
          {t('timeline.paused', { n: silentDays })}
        </div>
      )}
    </div>
  ));
}

function One({ entry, chosen }: { readonly entry: Entry; readonly chosen: string }) {
  const { t } = useTranslation('customer');
  const names = useEventNames();
  if (entry.kind === 'event') return <EventLine event={entry.event} isChosen={entry.event.messageId === chosen} />;
  const [first, last] = [entry.events[0], entry.events.at(-1)];
  const span = first === undefined || last === undefined ? '' : t('timeline.runSpan', { from: clockOf(last.timestamp), to: clockOf(first.timestamp) });
  const words =
    entry.kind === 'run'
      ? t('timeline.run', { event: names.event(entry.name), n: entry.events.length })
      : entry.minutes === 0
        ? t('timeline.visitShort', { n: entry.events.length })
        : t('timeline.visit', { minutes: entry.minutes, n: entry.events.length });
  return (
    <details className="profile-event" open={entry.events.some(({ messageId }) => messageId === chosen)}>
      <summary className="profile-moment">
        <time dateTime={last?.timestamp}>{last === undefined ? '' : clockOf(last.timestamp)}</time>
        <span>
          <strong>{words}</strong>
          {entry.kind === 'visit' && entry.products > 0 && ` · ${t('timeline.visitWhat', { n: entry.products })}`}{' '}
          <span className="profile-quiet" style={{ fontSize: 12 }}>
            {span} {first !== undefined && t('timeline.sourceOf', { source: first.source })}{' '}
            <span style={{ color: 'var(--primary)' }}>{t('timeline.unfold')}</span>
          </span>
        </span>
      </summary>
      <div style={{ paddingInlineStart: 16 }}>
        {entry.kind === 'run'
          ? entry.events.map((event) => <EventLine key={event.messageId} event={event} isChosen={event.messageId === chosen} />)
          : entry.entries.map((inner) => <One key={inner.key} entry={inner} chosen={chosen} />)}
      </div>
    </details>
  );
}
