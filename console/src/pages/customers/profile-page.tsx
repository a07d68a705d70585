import type { ProfileView } from '@danqing/contracts';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useApi } from '../../api/use-api.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { Masked } from '../../parts/masked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { cityOf, nameOf } from './names.ts';
import { AddCare } from './profile/care/add-care.tsx';
import { CareTab } from './profile/care/care-tab.tsx';
import { KeyFacts } from './profile/head.tsx';
import { IdentityTab } from './profile/identity/identity-tab.tsx';
import { LabelsTab } from './profile/labels/labels-tab.tsx';
import { WhyDrawer } from './profile/labels/why-drawer.tsx';
import { Overview } from './profile/overview/overview.tsx';
import './profile/profile.css';
import { SaveAll } from './profile/save-all.tsx';
import { TimelineTab } from './profile/timeline/timeline-tab.tsx';
import { WhoTab } from './profile/who/who-tab.tsx';

/** 客户360: who, what, labels, crowds, how to reach them, what people wrote down, and why it is one customer. */
export function Page() {
  const { t } = useTranslation('customer');
  const { t: list } = useTranslation('customers');
  const id = useParams()['id'] ?? '';
  const profile = useApi<ProfileView>(`/api/v1/profiles/${id}`);
  if (profile.isError) return <ErrorState isPage error={profile.error} onRetry={() => void profile.refetch()} />;
  if (profile.data === undefined) return <Skeleton active />;
  const { data } = profile;
  const city = cityOf(data);
  return (
    <>
      <PageHead
        title={nameOf(data) ?? list('unnamed')}
        lead={[list('number', { id: data.id }), ...(city === undefined ? [] : [city])].join(' · ')}
        actions={
          <>
            <Masked profile={data.id} />
            <SaveAll id={data.id} />
            <AddCare profile={data.id} />
          </>
        }
      />
      {data.mergedFrom !== undefined && <Alert type="info" showIcon title={list('merged', { id: data.mergedFrom })} style={{ marginBottom: 16 }} />}
      <KeyFacts profile={data} />
      <PageTabs
        items={[
          { key: 'overview', label: t('tabs.overview'), children: <Overview id={data.id} /> },
          { key: 'who', label: t('tabs.who'), children: <WhoTab profile={data} /> },
          { key: 'timeline', label: t('tabs.timeline'), children: <TimelineTab id={data.id} /> },
          { key: 'labels', label: t('tabs.labels'), children: <LabelsTab id={data.id} /> },
          { key: 'care', label: t('tabs.care'), children: <CareTab id={data.id} /> },
          { key: 'identity', label: t('tabs.identity'), children: <IdentityTab profile={data} /> },
        ]}
      />
      <WhyDrawer id={data.id} />
    </>
  );
}
