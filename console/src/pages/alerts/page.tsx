import { useTranslation } from 'react-i18next';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { ChannelsTab } from './channels-tab.tsx';
import { DeliveriesTab } from './deliveries-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { RulesTab } from './rules-tab.tsx';

/** What is watched, how people are told, and what happened. */
export function Page() {
  const { t } = useTranslation('alerts');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <PageTabs
        items={[
          { key: 'rules', label: t('tabs.rules'), children: <RulesTab /> },
          { key: 'channels', label: t('tabs.channels'), children: <ChannelsTab /> },
          { key: 'history', label: t('tabs.history'), children: <HistoryTab /> },
          { key: 'deliveries', label: t('tabs.deliveries'), children: <DeliveriesTab /> },
        ]}
      />
    </>
  );
}
