import type { PlanEffect } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useExpected } from './expected.ts';
import { planPath } from './paths.ts';

const days = 7;
const sides = ['before', 'after'] as const;
const ends = ['fine', 'counted', 'parked', 'dropped'] as const;

/** What the draft would have done to real events. */
export function EffectPart() {
  const { t } = useTranslation('plan');
  const labelOf = useSourceLabels();
  const formats = useFormats();
  const expectedOf = useExpected();
  const workspace = useWorkspaceKey();
  const effect = useQuery<PlanEffect, ApiError>({
    queryKey: [workspace, `${planPath}/effect`, days],
    queryFn: () => api.post<PlanEffect>(`${planPath}/effect`, { days }),
    gcTime: 0,
  });
  return (
    <section aria-label={t('effect', { days })}>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t('effect', { days })}
      </Typography.Title>
      {effect.isError && <ErrorState error={effect.error} onRetry={() => void effect.refetch()} />}
      {effect.isPending && <Skeleton active />}
      {effect.data !== undefined &&
        (effect.data.sampled === 0 ? (
          <Typography.Text type="secondary">{t('effectNone')}</Typography.Text>
        ) : (
          <Flex vertical gap={12}>
            <Typography.Text type="secondary">
              {t('effectLine', { n: formats.number(effect.data.sampled), time: formats.time(effect.data.from) })}
            </Typography.Text>
            <DataTable<{ readonly side: (typeof sides)[number] }>
              size="small"
              label={t('effect', { days })}
              rowKey={({ side }) => side}
              empty={null}
              rows={sides.map((side) => ({ side }))}
              columns={[
                { title: '', key: 'side', render: (_, { side }) => t(`effectRows.${side}`) },
                ...ends.map((end) => ({
                  title: t(`ends.${end}`),
                  key: end,
                  align: 'right' as const,
                  render: (_: unknown, { side }: { readonly side: (typeof sides)[number] }) => formats.number(effect.data[side][end]),
                })),
              ]}
            />
            {effect.data.rules.length === 0 ? (
              <Typography.Text type="success">{t('effectClean')}</Typography.Text>
            ) : (
              <>
                <Typography.Text strong>{t('effectRules')}</Typography.Text>
                <DataTable<PlanEffect['rules'][number]>
                  size="small"
                  label={t('effectRules')}
                  empty={null}
                  rowKey={({ event, path, kind }) => `${event}/${path}/${kind}`}
                  rows={effect.data.rules}
                  columns={[
                    {
                      title: t('event'),
                      key: 'event',
                      render: (_, { event, path }) => (
                        <div style={{ maxWidth: 240, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                          {event} {path !== '' && <Typography.Text code>{path}</Typography.Text>}
                        </div>
                      ),
                    },
                    {
                      title: t('kind'),
                      key: 'kind',
                      render: (_, { kind, expected }) => (
                        <div style={{ maxWidth: 180, whiteSpace: 'normal' }}>
                          {t(`kinds.${kind}`)}
                          <Typography.Text type="secondary"> {expectedOf(kind, expected)}</Typography.Text>
                        </div>
                      ),
                    },
                    {
                      title: t('events'),
                      key: 'events',
                      render: (_, { events: n, ofEvent: all, before }) => (
                        <>
                          {t('ofEvent', { n: formats.number(n), all: formats.number(all), share: formats.percent(n / Math.max(1, all)) })}
                          {before > 0 && <Typography.Text type="secondary"> {t('before', { n: formats.number(before) })}</Typography.Text>}
                        </>
                      ),
                    },
                    { title: t('mode'), key: 'mode', render: (_, { mode }) => t(`modes.${mode}`) },
                    { title: t('source'), key: 'source', render: (_, { sources }) => sources.map(labelOf).join(' · ') },
                  ]}
                />
              </>
            )}
          </Flex>
        ))}
    </section>
  );
}
