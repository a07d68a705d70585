import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { DuplicatesTab } from './duplicates-tab.tsx';
import { PastTab } from './past-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** How values are cleaned on their way in, what that did, and the past through it. */
export function Page() {
  const { t } = useTranslation('cleaning');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <PageTabs
        items={[
          { key: 'rules', label: t('rules'), children: <RulesTab /> },
          { key: 'past', label: t('past'), children: <PastTab /> },
          { key: 'duplicates', label: t('duplicates'), children: <DuplicatesTab /> },
          { key: 'versions', label: t('versions'), children: <VersionsTab /> },
        ]}
      />
    </>
  );
}
