import type { QuestionChart, SqlRunView } from '@danqing/contracts';
import { Alert, Flex, Progress, Skeleton, Tag, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { sayFault } from '../../../api/chinese/say.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { chartRows, useAnswer } from '../use-run.ts';
import { ChartSettings } from './chart-settings.tsx';
import { ResultChart } from './result-chart.tsx';
import { ResultTable } from './result-table.tsx';
import { isUnderWay } from '../../../parts/under-way.ts';

export interface ResultProps {
  readonly run: SqlRunView | undefined;
  readonly name: string;
  readonly chart: QuestionChart;
  /** Without it the chart is as it is. */
  readonly onChart?: (chart: QuestionChart) => void;
  readonly actions?: ReactNode;
}

/** How far a run is, and its answer as a table or a picture. */
export function Result({ run, name, chart, onChart, actions }: ResultProps) {
  const { t } = useTranslation('workbench');
  const answer = useAnswer(run);
  const { more, rows, columns, isFetching } = answer;
  const isDrawn = chart.kind !== 'table';
  const shown = rows?.length ?? 0;
  useEffect(() => {
    if (isDrawn && more !== undefined && !isFetching && shown < chartRows) more();
  }, [isDrawn, more, isFetching, shown]);
  if (run === undefined) return <EmptyState title={t('noResult')} hint={t('runHint')} />;
  if (run.state === 'failed') {
    return (
      <Alert
        type="error"
        showIcon
        title={`${typeof run.error?.line === 'number' ? t('line', { line: run.error.line }) : ''}${run.error === null ? '' : sayFault(run.error.code, run.error.message)}`}
      />
    );
  }
  if (run.state === 'stopped')
    return <Alert type="info" showIcon title={run.error === null ? t('stoppedHint') : sayFault(run.error.code, run.error.message)} />;
  if (isUnderWay(run)) return <Running run={run} />;
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.retry} />;
  if (rows === undefined) return <Skeleton active paragraph={{ rows: 5 }} />;
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} justify="space-between" align="center">
        {onChart === undefined ? <span /> : <ChartSettings chart={chart} columns={columns} onChange={onChart} />}
        <Flex wrap gap={8}>
          {actions}
        </Flex>
      </Flex>
      {isDrawn && rows.length > 0 && <ResultChart name={name} chart={chart} columns={columns} rows={rows} />}
      <Took run={run} />
      <ResultTable columns={columns} rows={rows} more={more} isFetching={isFetching} />
    </Flex>
  );
}

function Running({ run }: { readonly run: SqlRunView }) {
  const { t } = useTranslation('workbench');
  const formats = useFormats();
  const [read, total] = [run.rowsRead ?? 0, run.rowsToRead];
  return (
    <div role="status" style={{ padding: '24px 8px' }}>
      <Typography.Text>{t(`states.${run.state}`)}</Typography.Text>
      <Progress percent={total === null || total === 0 ? 0 : Math.min(99, Math.round((read / total) * 100))} status="active" aria-label={t('states.running')} />
      <Typography.Text type="secondary">
        {total === null ? t('readSoFar', { rows: formats.number(read) }) : t('readOf', { rows: formats.number(read), total: formats.compact(total) })}
      </Typography.Text>
    </div>
  );
}

function Took({ run }: { readonly run: SqlRunView }) {
  const { t } = useTranslation('workbench');
  const formats = useFormats();
  const elapsedMs = run.startedAt === null || run.endedAt === null ? 0 : new Date(run.endedAt).getTime() - new Date(run.startedAt).getTime();
  return (
    <Flex wrap gap={8} align="center">
      <Typography.Text type="secondary">
        {t('took', { rows: formats.number(run.rows ?? 0), read: formats.number(run.rowsRead ?? 0), seconds: formats.number(elapsedMs / 1000, 1) })}
      </Typography.Text>
      {run.isCut && <Tag color="warning">{t('cut', { rows: formats.number(run.rows ?? 0) })}</Tag>}
    </Flex>
  );
}
