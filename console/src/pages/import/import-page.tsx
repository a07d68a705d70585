import type { ImportReport } from '@danqing/contracts';
import { Alert, Card, Flex, Skeleton, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ImportStateTag } from './import-state.tsx';
import { NextSteps } from './next-steps.tsx';
import { ProgressView } from './progress-view.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { SkippedRows } from './skipped-rows.tsx';
import { useImportWords } from './use-words.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { isUnderWay } from '../../parts/under-way.ts';

const askAgainMs = 1000;

/** One import: its progress, then what it brought and what can be done with it. */
export function Page() {
  const { t } = useTranslation('import');
  const path = `/api/v1/imports/${useParams()['id'] ?? ''}`;
  const first = useApi<ImportReport>(path);
  const isOver = first.data !== undefined && !isUnderWay(first.data);
  const { data: report, error, refetch } = useApi<ImportReport>(path, { everyMs: isOver ? false : askAgainMs });
  if (report === undefined) {
    return (
      <>
        <PageHead title={t('title')} />
        {error === null ? <Skeleton active /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </>
    );
  }
  const isRunning = isUnderWay(report);
  return (
    <>
      <PageHead title={report.fileName} lead={isRunning ? t('runningLead') : undefined} actions={<ImportStateTag report={report} />} />
      <Flex vertical gap={16}>
        <Card>{isRunning ? <ProgressView report={report} title={t(`phases.${phaseOf(report)}`)} /> : <Result report={report} />}</Card>
        {report.state === 'done' && <NextSteps />}
      </Flex>
    </>
  );
}

const phases = ['waiting', 'reading', 'writing', 'settling', 'ended'] as const;
const phaseOf = ({ phase }: ImportReport): (typeof phases)[number] => phases.find((known) => known === phase) ?? 'waiting';

function Result({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const words = useImportWords();
  const mayImport = useMay('data.write');
  const { state, events, duplicates, parked, rejectedCount, rejected } = report;
  return (
    <Flex vertical gap={16}>
      {state === 'done' && <Alert type="success" showIcon title={t('doneTitle')} />}
      {state === 'failed' && (
        <Alert type="error" showIcon title={t('failedTitle')} description={report.error === null ? undefined : words.fault(report.error)} />
      )}
      {state === 'cancelled' && <Alert type="warning" showIcon title={t('cancelledTitle')} description={t('cancelledHint')} />}
      <Flex wrap gap={32}>
        <Statistic title={t('checkRows')} value={formats.number(report.rows)} />
        <Statistic title={t('resultNew')} value={formats.number(events)} />
        <Statistic title={t('resultSame')} value={formats.number(duplicates)} />
        {parked > 0 && <Statistic title={t('resultParked')} value={formats.number(parked)} />}
        {rejectedCount > 0 && <Statistic title={t('resultRejected')} value={formats.number(rejectedCount)} />}
      </Flex>
      {parked > 0 && <Link to={`/w/${workspace}/data/quarantine`}>{t('toQuarantine')}</Link>}
      <SkippedRows id={report.id} counts={report.skipped} />
      {Object.entries(report.notNumbers).map(([column, { count, examples }]) => (
        <Alert key={column} type="warning" showIcon title={t('notNumbers', { column, count, examples: examples.join(' · ') })} />
      ))}
      {Object.entries(report.noticed).map(([name, count]) => (
        <Alert key={name} type="info" showIcon title={words.noticed(name, count)} />
      ))}
      <RejectedRows id={report.id} count={rejectedCount} rows={rejected} />
      {mayImport && (
        <Flex>
          <LinkButton to={`/w/${workspace}/data/imports/new`}>{t('more')}</LinkButton>
        </Flex>
      )}
    </Flex>
  );
}
