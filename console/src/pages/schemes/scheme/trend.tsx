import type { SchemeSizes, SchemeTrend, SchemeView } from '@danqing/contracts';
import { useQueries } from '@tanstack/react-query';
import { Button, Card, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { Chart } from '../../../design/chart.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { schemePath } from '../types.ts';
import { type Line, trendOption } from './trend-option.ts';
import { dayBefore } from '../../../parts/days.ts';

const ranges = { d30: 29, d90: 89, d365: 364 } as const;
type Range = keyof typeof ranges;
const isRange = (text: string): text is Range => text in ranges;

/** How large the groups were, day by day. */
export function Trend({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const [range, setRange] = useUrlState('range', 'd30');
  const [shows, setShows] = useUrlState('shows', 'counts');
  const [isRecalculated, setRecalculated] = useState(false);
  const days = isRange(range) ? ranges[range] : ranges.d30;
  const trend = useApi<SchemeTrend>(`${schemePath(scheme.key)}/trend`, { query: { from: dayBefore(days) }, keepPrevious: true });
  const past = usePast(scheme, isRecalculated);
  if (trend.isError) return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} />;
  if (trend.data === undefined) return <Skeleton active />;
  const isShort = trend.data.days.length < 2;
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={12} align="center" justify="space-between">
        <Typography.Text type="secondary">{isRecalculated ? t('recalculated') : t('trendLead')}</Typography.Text>
        <Flex wrap gap={12}>
          <Segmented<string>
            aria-label={t('show')}
            value={shows}
            options={[
              { value: 'counts', label: t('asCounts') },
              { value: 'shares', label: t('asShares') },
            ]}
            onChange={(next) => setShows(next)}
          />
          {!isRecalculated && (
            <Segmented<string>
              aria-label={t('range')}
              value={range}
              options={[
                { value: 'd30', label: t('ranges.d30') },
                { value: 'd90', label: t('ranges.d90') },
                { value: 'd365', label: t('ranges.d365') },
              ]}
              onChange={(next) => setRange(next)}
            />
          )}
          {!isShort && (
            <Button onClick={() => setRecalculated(!isRecalculated)} loading={isRecalculated && past.done < past.all}>
              {isRecalculated && past.done < past.all ? t('recalculating', past) : isRecalculated ? t('trendBack') : t('recalculate')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Card>
        {isRecalculated ? (
          past.done < past.all ? (
            <Skeleton active title={false} />
          ) : (
            <Lines scheme={scheme} days={past.days} lines={past.lines} isShares={shows === 'shares'} />
          )
        ) : isShort ? (
          <EmptyState
            title={t('trendEmpty')}
            hint={t('trendEmptyHint', { since: trend.data.since === null ? '–' : formats.time(trend.data.since) })}
            action={<Button onClick={() => setRecalculated(true)}>{t('recalculate')}</Button>}
          />
        ) : (
          <Lines scheme={scheme} days={trend.data.days} lines={trend.data.series} isShares={shows === 'shares'} />
        )}
      </Card>
    </Flex>
  );
}

interface LinesProps {
  readonly scheme: SchemeView;
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly isShares: boolean;
}

function Lines({ scheme, days, lines, isShares }: LinesProps) {
  const { t } = useTranslation('schemes');
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  const words = [...scheme.parts.map(({ key, name, color }) => `${key}${name}${color}`), colourOf('')].join();
  const option = useMemo(() => trendOption(days, lines, { nameOf, colourOf, isShares }), [days, lines, isShares, words]);
  return <Chart option={option} height={360} label={t('trendLabel', { name: scheme.name, first: days[0] ?? '', last: days.at(-1) ?? '' })} />;
}

const months = 6;

/** The same moments all through a day. */
function monthsBack(): readonly string[] {
  const today = new Date();
  return Array.from({ length: months }, (_, index) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months + 1 + index, 1)).toISOString().slice(0, 10),
  );
}

/** Sizes at the beginning of past months and now, by the present definition; asked only when they are wanted. */
function usePast(scheme: SchemeView, enabled: boolean) {
  const workspace = useWorkspaceKey();
  const days = useMemo(monthsBack, []);
  const path = `${schemePath(scheme.key)}/sizes`;
  const moments = [...days, ''];
  const asked = useQueries({
    queries: moments.map((at) => ({
      queryKey: [workspace, path, 'past', scheme.version, at],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.get<SchemeSizes>(path, { basis: 'definition', ...(at !== '' && { at }) }, signal),
      enabled,
      staleTime: 600_000,
    })),
  });
  const found = asked.map(({ data }) => data);
  const done = found.filter((each) => each !== undefined).length;
  const said = `${done} ${scheme.version}`;
  const lines = useMemo((): readonly Line[] => {
    const keys = found.at(-1)?.sizes.map(({ key }) => key) ?? [];
    return keys.map((key) => ({ key, sizes: found.map((each) => each?.sizes.find((part) => part.key === key)?.size ?? 0) }));
  }, [said]);
  return { done, all: moments.length, days: useMemo(() => [...days, new Date().toISOString().slice(0, 10)], [days]), lines };
}
