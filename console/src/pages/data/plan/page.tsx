import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { BreachesTab } from './breaches-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { HeadActions } from './head-actions.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** What events are to look like, and what came otherwise. */
export function Page() {
  const { t } = useTranslation('plan');
  const [tab, setTab] = useUrlState('tab', 'events');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={<HeadActions />} />
      <Tabs
        activeKey={tab}
        onChange={(next) => setTab(next)}
        destroyOnHidden
        items={[
          { key: 'events', label: t('tabs.events'), children: <EventsTab /> },
          { key: 'breaches', label: t('tabs.breaches'), children: <BreachesTab /> },
          { key: 'versions', label: t('tabs.versions'), children: <VersionsTab /> },
        ]}
      />
    </>
  );
}
