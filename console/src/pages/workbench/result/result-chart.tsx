import type { QuestionChart, SqlColumn, WorkspaceDetail } from '@danqing/contracts';
import { Flex, Statistic, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { Chart } from '../../../design/chart.tsx';
import { type Formats, useFormats } from '../../../parts/format.ts';
import { drawnOf, numberOf, type Rows } from './chart-data.ts';
import { chartOption, type Say } from './chart-option.ts';
import { Pivot } from './pivot.tsx';

const sayOf = (formats: Formats, unit: QuestionChart['unit'], currency: string): Say =>
  unit === 'money' ? (value) => formats.money(value, currency) : unit === 'percent' ? (value) => formats.percent(value) : (value) => formats.number(value);

/** An answer as a picture. */
export function ResultChart({
  name,
  chart,
  columns,
  rows,
  height = 340,
}: {
  readonly name: string;
  readonly chart: QuestionChart;
  readonly columns: readonly SqlColumn[];
  readonly rows: Rows;
  readonly height?: number;
}) {
  const { t } = useTranslation('workbench');
  const formats = useFormats();
  const key = useWorkspaceKey();
  const workspace = useApi<WorkspaceDetail>(`/api/v1/workspaces/${encodeURIComponent(key)}`, { enabled: chart.unit === 'money' });
  const drawn = useMemo(() => drawnOf(chart, columns), [chart, columns]);
  const currency = workspace.data?.currency ?? 'CNY';
  const say = useMemo(() => sayOf(formats, drawn.unit, currency), [formats, drawn.unit, currency]);
  const option = useMemo(() => chartOption(rows, columns, drawn, say), [rows, columns, drawn, say]);
  if (drawn.kind === 'number') {
    return (
      <Flex wrap gap={40} style={{ padding: '24px 8px' }}>
        {drawn.y.map((column) => {
          const value = numberOf(rows[0]?.[columns.findIndex((each) => each.name === column)]);
          return <Statistic key={column} title={column} value={value === null ? '—' : say(value)} styles={{ content: { fontSize: 36 } }} />;
        })}
      </Flex>
    );
  }
  if (drawn.kind === 'pivot') return <Pivot rows={rows} columns={columns} drawn={drawn} say={say} />;
  return (
    <>
      <Chart option={option} height={height} label={t('chartOf', { name, kind: t(`kinds.${drawn.kind}`) })} />
      {rows.length >= 2000 && <Typography.Text type="secondary">{t('chartRows', { rows: formats.number(rows.length) })}</Typography.Text>}
    </>
  );
}
