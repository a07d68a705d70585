import { qualityDimensions, type QualityReport, type SourceQuality } from '@danqing/contracts';
import { Card, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { FigureText } from './figure-text.tsx';
import { ShareSpark } from './share-spark.tsx';

/** How late messages usually are, in words. */
function useLagWords(): (source: SourceQuality) => string {
  const { t, i18n } = useTranslation('data-quality');
  return ({ kind, lagP95 }) => {
    if (kind === 'import') return t('lagFile');
    if (lagP95 === null) return '—';
    const bound: unknown = i18n.getResource(i18n.language, 'data-quality', `bounds.${lagP95}`);
    return t('lagWithin', { bound: typeof bound === 'string' ? bound : lagP95 });
  };
}

/** Each source with its figures. */
export function SourcesTable({ report }: { readonly report: QualityReport }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const lagWords = useLagWords();
  const labelOf = useSourceLabels();
  const { p50Seconds, p95Seconds } = report.queryable;
  return (
    <Card size="small" title={t('bySource')}>
      <DataTable<SourceQuality>
        label={t('bySource')}
        rows={report.sources}
        rowKey={({ source }) => source}
        empty={undefined}
        size="small"
        columns={[
          { title: t('source'), key: 'source', render: (_, { source }) => labelOf(source) },
          { title: t('score'), key: 'score', align: 'right', render: (_, { score }) => score ?? '—' },
          ...qualityDimensions.map((name) => ({
            title: t(`dimensions.${name}`),
            key: name,
            align: 'right' as const,
            render: (_: unknown, { figures }: SourceQuality) => <FigureText figure={figures[name]} dimension={name} />,
          })),
          {
            title: t('trend'),
            key: 'trend',
            render: (_, { days, source }) => (
              <ShareSpark values={days.map(({ completeness }) => completeness)} label={`${labelOf(source)} · ${t('trendLabel')}`} />
            ),
          },
          { title: t('messages'), key: 'messages', align: 'right', render: (_, { messages }) => formats.number(messages) },
          { title: t('trust'), key: 'trust', align: 'right', render: (_, { trust }) => trust },
          { title: t('lag'), key: 'lag', render: (_, row) => lagWords(row) },
          {
            title: t('lastMessage'),
            key: 'last',
            render: (_, { lastAt, isSilent, usualGapMinutes }) => (
              <>
                <TimeText value={lastAt} />
                {isSilent && (
                  <Tooltip title={t('silent', { minutes: formats.number(usualGapMinutes ?? 0, 0) })}>
                    <Typography.Text type="warning"> ●</Typography.Text>
                  </Tooltip>
                )}
              </>
            ),
          },
        ]}
      />
      {p50Seconds !== null && p95Seconds !== null && (
        <Typography.Text type="secondary">{t('queryable', { p50: formats.number(p50Seconds, 1), p95: formats.number(p95Seconds, 1) })}</Typography.Text>
      )}
    </Card>
  );
}
