import type { ProfileView } from '@danqing/contracts';
import { Alert, Card, Flex, Skeleton, Statistic, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useApi } from '../../api/use-api.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { Masked } from '../../parts/masked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { Identity } from './identity.tsx';
import { nameOf } from './names.ts';
import { Overview } from './overview.tsx';
import { TimelineList } from './timeline.tsx';

/** 客户360: who, what, labels, crowds, and why it is one customer. */
export function Page() {
  const { t } = useTranslation('customers');
  const formats = useFormats();
  const id = useParams()['id'] ?? '';
  const [tab, setTab] = useUrlState('tab', 'overview');
  const profile = useApi<ProfileView>(`/api/v1/profiles/${id}`);
  if (profile.isError) return <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />;
  if (profile.data === undefined) return <Skeleton active />;
  const { data } = profile;
  const timeOf = (moment: string | null): string => (moment === null ? '–' : formats.time(moment));
  return (
    <>
      <PageHead title={nameOf(data) ?? t('unnamed')} lead={t('number', { id: data.id })} actions={<Masked profile={data.id} />} />
      {data.mergedFrom !== undefined && <Alert type="info" showIcon title={t('merged', { id: data.mergedFrom })} style={{ marginBottom: 16 }} />}
      <Card style={{ marginBottom: 16 }}>
        <Flex wrap gap={40}>
          <Statistic title={t('events')} value={formats.number(data.eventCount)} />
          <Statistic title={t('firstSeen')} value={timeOf(data.firstSeenAt)} />
          <Statistic title={t('lastSeen')} value={timeOf(data.lastSeenAt)} />
        </Flex>
      </Card>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'overview', label: t('tabs.overview'), children: <Overview profile={data} /> },
          { key: 'timeline', label: t('tabs.timeline'), children: <TimelineList profile={data} /> },
          { key: 'identity', label: t('tabs.identity'), children: <Identity profile={data} /> },
        ]}
      />
    </>
  );
}
