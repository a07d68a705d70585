import { chartKinds, type QuestionChart, type SqlColumn } from '@danqing/contracts';
import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { drawnOf } from './chart-data.ts';

const units = ['count', 'money', 'percent'] as const;

/** How an answer is drawn: kind, columns, unit. */
export function ChartSettings({
  chart,
  columns,
  onChange,
}: {
  readonly chart: QuestionChart;
  readonly columns: readonly SqlColumn[];
  readonly onChange: (chart: QuestionChart) => void;
}) {
  const { t } = useTranslation('workbench');
  const drawn = drawnOf(chart, columns);
  const names = columns.map(({ name }) => ({ value: name, label: name }));
  const isTable = chart.kind === 'table';
  const without = ({ series: _series, ...rest }: QuestionChart): QuestionChart => rest;
  return (
    <Flex wrap gap={8} align="center">
      <Select
        aria-label={t('chartKind')}
        value={chart.kind}
        style={{ width: 110 }}
        options={chartKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        onChange={(kind) => onChange({ ...chart, kind })}
      />
      {!isTable && chart.kind !== 'number' && (
        <Select
          aria-label={t('x')}
          prefix={t('x')}
          {...(drawn.x !== undefined && { value: drawn.x })}
          style={{ minWidth: 140 }}
          popupMatchSelectWidth={false}
          options={names}
          onChange={(x: string) => onChange({ ...chart, x })}
        />
      )}
      {!isTable && (
        <Select
          aria-label={t('y')}
          prefix={t('y')}
          mode="multiple"
          maxTagCount="responsive"
          value={[...drawn.y]}
          style={{ minWidth: 260 }}
          popupMatchSelectWidth={false}
          options={names}
          onChange={(y: string[]) => onChange({ ...chart, y })}
        />
      )}
      {['line', 'bar', 'stacked', 'pivot'].includes(chart.kind) && (
        <Select
          aria-label={t('series')}
          prefix={t('series')}
          value={drawn.series ?? ''}
          style={{ minWidth: 140 }}
          popupMatchSelectWidth={false}
          options={[{ value: '', label: t('none') }, ...names]}
          onChange={(series: string) => onChange(series === '' ? without(chart) : { ...chart, series })}
        />
      )}
      {!isTable && (
        <Select
          aria-label={t('unit')}
          prefix={t('unit')}
          value={drawn.unit}
          popupMatchSelectWidth={false}
          options={units.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
          onChange={(unit) => onChange({ ...chart, unit })}
        />
      )}
    </Flex>
  );
}
