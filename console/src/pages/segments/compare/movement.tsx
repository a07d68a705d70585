import type { MovementView } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Flex, Skeleton, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { dayBefore } from '../../../parts/days.ts';

type Flow = MovementView['flows'][number];

/** A picture of who went where; the sides are told apart by a mark that is not shown. */
function sankeyOf(flows: readonly Flow[], nameOf: (places: readonly number[]) => string): ChartOption {
  const [before, after] = ['\u200b', '\u200c'];
  const nodes = new Set(flows.flatMap(({ from, to }) => [`${nameOf(from)}${before}`, `${nameOf(to)}${after}`]));
  return {
    animation: false,
    tooltip: { trigger: 'item' },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 8,
        // The labels of the second day stand on its left: beside the picture they would be cut.
        levels: [
          { depth: 0, label: { position: 'right' } },
          { depth: 1, label: { position: 'left' } },
        ],
        top: 8,
        bottom: 8,
        nodeGap: 16,
        data: [...nodes].map((name) => ({ name })),
        links: flows.map(({ from, to, count }) => ({ source: `${nameOf(from)}${before}`, target: `${nameOf(to)}${after}`, value: count })),
        lineStyle: { color: 'gradient', opacity: 0.35 },
      },
    ],
  };
}

/** What became of the members of two segments between two days. */
export function Movement({ of, names }: { readonly of: readonly string[]; readonly names: readonly string[] }) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const [from, setFrom] = useUrlState('from', dayBefore(7));
  const [to, setTo] = useUrlState('to');
  const movement = useQuery<MovementView, ApiError>({
    queryKey: [workspace, '/api/v1/segments/movement', of, from, to],
    queryFn: ({ signal }) => api.post<MovementView>('/api/v1/segments/movement', { of, from, ...(to !== '' && { to }) }, { signal }),
  });
  const [a = '', b = ''] = names;
  const words = {
    both: t('compare.both'),
    neither: t('compare.neither'),
    a: t('compare.only', { name: a }),
    b: t('compare.only', { name: b }),
    inA: t('compare.in', { name: a }),
    out: t('compare.notIn'),
  };
  const isPair = of.length > 1;
  const nameOf = (places: readonly number[]): string => {
    if (!isPair) return places.length === 0 ? words.out : words.inA;
    if (places.length === 0) return words.neither;
    return places.length === 2 ? words.both : places[0] === 0 ? words.a : words.b;
  };
  const said = [isPair, ...Object.values(words)].join();
  const option = useMemo(() => (movement.data === undefined ? undefined : sankeyOf(movement.data.flows, nameOf)), [movement.data, said]);
  const startOf = (places: readonly number[]): number =>
    (movement.data?.flows ?? []).filter((flow) => flow.from.join() === places.join()).reduce((sum, { count }) => sum + count, 0);
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('compare.movementLead')}</Typography.Text>
      <Flex wrap gap={12} align="center">
        <span>{t('compare.from')}</span>
        <DatePicker aria-label={t('compare.from')} placeholder={from} onChange={(_, text) => setFrom(text)} allowClear={false} />
        <span>{t('compare.to')}</span>
        <DatePicker
          aria-label={t('compare.to')}
          placeholder={to === '' ? formats.date(new Date()) : to}
          style={{ width: 170 }}
          onChange={(_, text) => setTo(text)}
        />
      </Flex>
      {movement.isError ? (
        <ErrorState error={movement.error} onRetry={() => void movement.refetch()} />
      ) : movement.data === undefined ? (
        <Skeleton active />
      ) : movement.data.flows.length === 0 ? (
        <EmptyState title={t('compare.noMovement')} hint={t('compare.noMovementHint')} />
      ) : (
        <>
          {option !== undefined && (
            <Chart
              option={option}
              height={320}
              label={t('compare.sankeyLabel', { from: formats.date(movement.data.from), to: formats.date(movement.data.to) })}
            />
          )}
          <DataTable<Flow>
            label={t('compare.tabs.movement')}
            rows={movement.data.flows}
            rowKey={({ from: start, to: end }) => `${start.join()} ${end.join()}`}
            empty={null}
            columns={[
              { title: t('compare.from'), key: 'from', render: (_, flow) => nameOf(flow.from) },
              { title: t('compare.to'), key: 'to', render: (_, flow) => (flow.from.join() === flow.to.join() ? t('compare.stayed') : nameOf(flow.to)) },
              { title: t('compare.people'), key: 'count', align: 'right', render: (_, { count }) => formats.number(count) },
              {
                title: t('compare.share'),
                key: 'share',
                align: 'right',
                render: (_, flow) => (flow.from.length === 0 ? '–' : formats.percent(flow.count / startOf(flow.from))),
              },
            ]}
          />
        </>
      )}
    </Flex>
  );
}
