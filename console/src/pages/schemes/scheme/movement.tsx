import type { SchemeMovement, SchemeView } from '@danqing/contracts';
import { Alert, Card, Flex, Segmented, Skeleton, Statistic, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { Chart } from '../../../design/chart.tsx';
import { useThemeMode } from '../../../design/theme-mode.ts';
import { dark, light } from '../../../design/tokens.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { schemePath } from '../types.ts';
import { Matrix } from './matrix.tsx';
import { type Move, MoversDrawer } from './movers-drawer.tsx';
import { DayPick } from './day-pick.tsx';
import { sankeyOf } from './sankey.ts';
import { dayBefore } from '../../../parts/days.ts';

const spans = [7, 30, 90] as const;

/** How people moved between the groups from one moment to another. */
export function Movement({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const [from, setFrom] = useUrlState('from', dayBefore(30));
  const [to, setTo] = useUrlState('to');
  const [shows, setShows] = useUrlState('shows', 'counts');
  const [move, setMove] = useState<Move | null>(null);
  const query = { from, ...(to !== '' && { to }) };
  const movement = useApi<SchemeMovement>(`${schemePath(scheme.key)}/movement`, { query, keepPrevious: true });
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  const newcomersName = t('newcomers');
  const textColour = useThemeMode() === 'dark' ? dark.text : light.text;
  const words = [...scheme.parts.map(({ key, name, color }) => `${key}${name}${color}`), newcomersName, colourOf(''), textColour].join();
  const option = useMemo(
    () =>
      movement.data === undefined
        ? undefined
        : sankeyOf(movement.data.cells, { keys: scheme.parts.map(({ key }) => key), nameOf, colourOf, newcomersName, number: formats.number, textColour }),
    [movement.data, words, formats],
  );
  const data = movement.data;
  const moved = data === undefined ? 0 : data.total - data.stayed - data.newcomers;
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('movementLead')}</Typography.Text>
      <Flex wrap gap={12} align="center">
        <Segmented<string>
          aria-label={t('from')}
          value={from}
          options={spans.map((days) => ({ value: dayBefore(days), label: t('days', { n: days }) }))}
          onChange={(day) => setFrom(day)}
        />
        <DayPick label={t('from')} value={from} onChange={(day) => setFrom(day)} />
        <DayPick label={t('to')} value={to} empty={t('toNow')} onChange={(day) => setTo(day)} />
      </Flex>
      {movement.isError ? (
        <ErrorState error={movement.error} onRetry={() => void movement.refetch()} />
      ) : data === undefined ? (
        <Skeleton active />
      ) : (
        <>
          <Card>
            <Flex wrap gap={40}>
              <Statistic title={t('stayed')} value={formats.number(data.stayed)} suffix={<Share of={data.stayed} all={data.total} />} />
              <Statistic title={t('moved')} value={formats.number(moved)} suffix={<Share of={moved} all={data.total} />} />
              <Statistic title={t('newcomers')} value={formats.number(data.newcomers)} suffix={<Share of={data.newcomers} all={data.total} />} />
            </Flex>
            <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
              {formats.time(data.from)} → {formats.time(data.to)} · {t(data.basis === 'stored' ? 'basisStored' : 'basisDefinition')}
            </Typography.Paragraph>
            {data.edits.length > 0 && <Alert type="warning" showIcon title={t('edited', { n: data.edits.length })} style={{ marginTop: 12 }} />}
          </Card>
          {moved === 0 && data.newcomers === 0 && <EmptyState title={t('nobodyMoved')} hint={t('nobodyMovedHint')} />}
          {option !== undefined && data.cells.length > 0 && (
            <Card title={t('sankey')}>
              <Chart
                option={option}
                height={Math.max(320, (scheme.parts.length + 2) * 46)}
                label={t('sankeyLabel', {
                  from: formats.date(data.from),
                  to: formats.date(data.to),
                  stayed: formats.number(data.stayed),
                  moved: formats.number(moved),
                  newcomers: formats.number(data.newcomers),
                })}
              />
            </Card>
          )}
          <Card
            title={t('matrix')}
            extra={
              <Segmented<string>
                size="small"
                aria-label={t('show')}
                value={shows}
                options={[
                  { value: 'counts', label: t('asCounts') },
                  { value: 'shares', label: t('asShares') },
                ]}
                onChange={(next) => setShows(next)}
              />
            }
          >
            <Typography.Paragraph type="secondary">{t('matrixHint')}</Typography.Paragraph>
            <Matrix scheme={scheme} cells={data.cells} isShares={shows === 'shares'} onChoose={setMove} />
          </Card>
          <MoversDrawer scheme={scheme} move={move} query={{ ...query, basis: data.basis }} onClose={() => setMove(null)} />
        </>
      )}
    </Flex>
  );
}

function Share({ of, all }: { readonly of: number; readonly all: number }) {
  const formats = useFormats();
  return <span style={{ fontSize: 14, color: 'var(--text-secondary)' }}>{formats.percent(all === 0 ? 0 : of / all)}</span>;
}
