import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { EventsTab } from './events-tab.tsx';
import { IdentifiersTab } from './identifiers-tab.tsx';
import { TraitsTab } from './traits-tab.tsx';

/** What the data hold. */
export function Page() {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <PageTabs
        items={[
          { key: 'events', label: t('tabs.events'), children: <EventsTab /> },
          { key: 'traits', label: t('tabs.traits'), children: <TraitsTab /> },
          { key: 'identifiers', label: t('tabs.identifiers'), children: <IdentifiersTab /> },
        ]}
      />
    </>
  );
}
