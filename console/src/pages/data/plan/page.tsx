import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { BreachesTab } from './breaches-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { HeadActions } from './head-actions.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** What events are to look like, and what came otherwise. */
export function Page() {
  const { t } = useTranslation('plan');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={<HeadActions />} />
      <PageTabs
        items={[
          { key: 'events', label: t('tabs.events'), children: <EventsTab /> },
          { key: 'breaches', label: t('tabs.breaches'), children: <BreachesTab /> },
          { key: 'versions', label: t('tabs.versions'), children: <VersionsTab /> },
        ]}
      />
    </>
  );
}
