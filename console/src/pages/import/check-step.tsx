import type { ImportDryRun, ImportReport } from '@danqing/contracts';
import { Alert, Button, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { CheckReport } from './check-report.tsx';
import { ProgressView } from './progress-view.tsx';
import { StartButton } from './start-button.tsx';
import { useImportWords } from './use-words.ts';
import { isUnderWay } from '../../parts/under-way.ts';

const askAgainMs = 700;

interface CheckStepProps {
  readonly upload: string;
  readonly tried: string;
  readonly onBack: () => void;
  /** What follows instead of an import of the file. */
  readonly finish?: ReactNode;
}

/** A dry run: how far it is, then what it found, and the button that imports. */
export function CheckStep({ upload, tried, onBack, finish }: CheckStepProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const path = `/api/v1/imports/${tried}`;
  const first = useApi<ImportReport>(path);
  const isOver = first.data !== undefined && !isUnderWay(first.data);
  const progress = useApi<ImportReport>(path, { everyMs: isOver ? false : askAgainMs });
  const report = useApi<ImportDryRun>(`${path}/dry-run`, { enabled: progress.data?.state === 'done' });
  const back = <Button onClick={onBack}>{t('backToColumns')}</Button>;
  const error = progress.isError ? progress.error : report.isError ? report.error : null;
  if (error !== null) return <ErrorState error={error} onRetry={onBack} />;
  if (progress.data === undefined) return <Skeleton active />;
  const { state } = progress.data;
  if (state === 'failed' || state === 'cancelled') {
    return (
      <Flex vertical gap={16} align="start">
        <Alert
          type={state === 'failed' ? 'error' : 'warning'}
          showIcon
          title={progress.data.error === null ? t('states.cancelled') : words.fault(progress.data.error)}
          style={{ width: '100%' }}
        />
        {back}
      </Flex>
    );
  }
  if (state !== 'done' || report.data === undefined) return <ProgressView report={progress.data} title={t('trying')} />;
  return (
    <Flex vertical gap={20}>
      <CheckReport id={tried} found={report.data} />
      <Flex wrap gap={8} justify="end">
        {back}
        {finish === undefined && <StartButton upload={upload} canStart={report.data.made > 0} />}
      </Flex>
      {finish}
    </Flex>
  );
}
