import type { ProfileRank, ProfileSummary } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { stageOf, summaryOf } from '../stage.ts';
import { useProfileTags, useSummary } from '../use-profile-data.ts';

const lateFrom = 1;

/** What they are worth, how they stand among all who bought, and where in life. */
export function Value({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const summary = useSummary(id);
  return (
    <Section id="value" title={t('value.title')}>
      <Awaited query={summary} rows={4}>
        {({ value }) => (value.orders === 0 ? <EmptyState title={t('value.never')} hint={t('value.neverHint')} /> : <Figures id={id} value={value} />)}
      </Awaited>
    </Section>
  );
}

function Figures({ id, value }: { readonly id: number; readonly value: ProfileSummary['value'] }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useFieldNames();
  const rank = useApi<ProfileRank>(`/api/v1/profiles/${id}/rank`);
  const stage = stageOf(useProfileTags(id).data?.items);
  const money = (amount: number): string => formats.money(amount, value.currency);
  const days = Math.floor(value.daysSinceLastOrder ?? 0);
  const percentile = rank.data?.percentile ?? null;
  const rows: readonly (readonly [label: string, text: string, note?: string])[] = [
    [
      t('value.netSales'),
      money(value.netSales),
      value.refunds > 0 ? `${t('value.grossSales')} ${money(value.grossSales)} · ${t('value.refunds')} ${money(value.refunds)}` : undefined,
    ],
    [
      t('value.orders'),
      formats.number(value.orders),
      `${t('value.recent', { days: value.recent.days })} ${t('value.recentValue', { orders: value.recent.orders, money: money(value.recent.netSales) })}`,
    ],
    [t('value.averageOrder'), value.averageOrder === null ? '–' : money(value.averageOrder)],
    [
      t('value.lastOrder'),
      days === 0 ? t('value.today') : t('value.daysAgo', { n: formats.number(days) }),
      value.overdue === null ? undefined : value.overdue > lateFrom ? t('value.overdue', { n: formats.number(value.overdue, 1) }) : t('value.inRhythm'),
    ],
    [
      t('value.cycle'),
      value.cycleDays === null ? '–' : t('value.cycleValue', { n: formats.number(value.cycleDays, value.cycleDays < 10 ? 1 : 0) }),
      value.firstOrderAt === null ? undefined : `${t('value.firstOrder')} ${formats.date(value.firstOrderAt)}`,
    ],
    [
      t('value.stage'),
      stage === undefined ? '–' : names.value(summaryOf(stage.value)),
      stage === undefined ? t('value.stageNone') : t('tags.since', { time: formats.date(stage.since) }),
    ],
  ].map(([label = '', text = '', note]) => (note === undefined ? [label, text] : [label, text, note]));
  return (
    <>
      <dl className="profile-facts" style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
        {rows.map(([label, text, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {text}
              {note !== undefined && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {rank.data !== undefined && percentile !== null && rank.data.buyers > 1 && (
        <div style={{ marginTop: 16 }}>
          <div>{t('value.rank', { percent: percentile })}</div>
          <div className="profile-bar" aria-hidden="true" style={{ margin: '6px 0' }}>
            <span style={{ width: `${percentile}%` }} />
          </div>
          <span className="profile-quiet" style={{ fontSize: 12 }}>
            {t('value.rankOf', { buyers: formats.number(rank.data.buyers), time: formats.time(rank.data.at) })}
          </span>
        </div>
      )}
    </>
  );
}
