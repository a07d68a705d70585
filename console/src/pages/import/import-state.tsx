import type { ImportReport } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const colours = { queued: 'default', running: 'processing', done: 'success', failed: 'error', cancelled: 'warning' } as const;

/** How an import stands, in a word. */
export function ImportStateTag({ report }: { readonly report: Pick<ImportReport, 'state'> }) {
  const { t } = useTranslation('import');
  return <Tag color={colours[report.state]}>{t(`states.${report.state}`)}</Tag>;
}
