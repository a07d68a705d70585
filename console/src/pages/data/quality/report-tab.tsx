import type { QualityReport } from '@danqing/contracts';
import { Card, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { BetterAndWorse } from './moves.tsx';
import { SourcesTable } from './sources-table.tsx';
import { Summary } from './summary.tsx';
import { TrendChart } from './trend-chart.tsx';
import { Worst } from './worst.tsx';

/** What a manager reads: one page, to be printed too. */
export function ReportTab({ report, days }: { readonly report: QualityReport; readonly days: string }) {
  const { t } = useTranslation('data-quality');
  return (
    <Flex vertical gap={16}>
      <Summary report={report} />
      <Worst report={report} days={days} />
      <BetterAndWorse report={report} />
      <Card size="small" title={t('trend')}>
        <TrendChart days={report.days} label={t('trendLabel')} />
      </Card>
      <SourcesTable report={report} />
    </Flex>
  );
}
