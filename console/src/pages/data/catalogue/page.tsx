import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { EventsTab } from './events-tab.tsx';
import { IdentifiersTab } from './identifiers-tab.tsx';
import { TraitsTab } from './traits-tab.tsx';

/** What the data hold. */
export function Page() {
  const { t } = useTranslation('catalogue');
  const [tab, setTab] = useUrlState('tab', 'events');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs
        activeKey={tab}
        onChange={(next) => setTab(next)}
        destroyOnHidden
        items={[
          { key: 'events', label: t('tabs.events'), children: <EventsTab /> },
          { key: 'traits', label: t('tabs.traits'), children: <TraitsTab /> },
          { key: 'identifiers', label: t('tabs.identifiers'), children: <IdentifiersTab /> },
        ]}
      />
    </>
  );
}
