import type { ProfileView } from '@danqing/contracts';
import { Card, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { stageOf, summaryOf } from './stage.ts';
import { useCare, useProfileTags, useSummary } from './use-profile-data.ts';

function Fact({ label, children, note }: { readonly label: string; readonly children: ReactNode; readonly note?: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}

const waiting = <Skeleton.Button active size="small" />;

/** What one wants to know first; each figure comes when it is there. */
export function KeyFacts({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useFieldNames();
  const [summary, care, tags] = [useSummary(profile.id), useCare(profile.id), useProfileTags(profile.id)];
  const value = summary.data?.value;
  const stage = stageOf(tags.data?.items);
  const open = care.data?.open;
  const isOpen = open !== undefined && open.followUps + open.complaints > 0;
  return (
    <Card size="small" style={{ marginBottom: 16 }}>
      <dl className="profile-facts">
        <Fact label={t('facts.netSales')}>{value === undefined ? waiting : formats.money(value.netSales, value.currency)}</Fact>
        <Fact label={t('facts.orders')}>{value === undefined ? waiting : formats.number(value.orders)}</Fact>
        <Fact label={t('facts.lastOrder')}>
          {value === undefined ? waiting : value.lastOrderAt === null ? t('facts.noOrder') : <TimeText value={value.lastOrderAt} />}
        </Fact>
        <Fact label={t('facts.lastSeen')}>
          <TimeText value={profile.lastSeenAt} />
        </Fact>
        {stage !== undefined && <Fact label={t('facts.stage')}>{names.value(summaryOf(stage.value))}</Fact>}
        <Fact label={t('facts.open')} {...(open !== undefined && open.overdue > 0 && { note: t('facts.overdue', { n: open.overdue }) })}>
          {open === undefined ? waiting : isOpen ? t('facts.openValue', { followUps: open.followUps, complaints: open.complaints }) : t('facts.nothingOpen')}
        </Fact>
      </dl>
    </Card>
  );
}
