import type { SchemeSizes, SchemeValue, SchemeView } from '@danqing/contracts';
import { Alert, Card, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { ShareBar } from '../share-bar.tsx';
import { schemePath } from '../types.ts';
import { CutPoints } from './cut-points.tsx';
import { GridPicture } from './grid-picture.tsx';
import { PartsTable } from './parts-table.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { dayMs } from '../../../parts/days.ts';

const spans = ['7', '30', '90'] as const;
/** The same moment all through a day, so that answers are shared. */
const daysAgo = (days: number): string => new Date(Math.floor(Date.now() / dayMs) * dayMs - days * dayMs).toISOString();

/** The groups: everyone as a bar, and a table of how large, how grown, worth what. */
export function Overview({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const marks = usePunctuation();
  const language = useLanguage();
  const [days, setDays] = useUrlState('days', '30');
  const path = schemePath(scheme.key);
  const isPlaced = scheme.computedAt !== null;
  const sizes = useApi<SchemeSizes>(`${path}/sizes`, { query: { against: daysAgo(Number(days)) }, enabled: isPlaced, keepPrevious: true });
  const value = useApi<SchemeValue>(`${path}/value`, { enabled: isPlaced });
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  if (!isPlaced) return <Alert type="info" showIcon title={scheme.error === null ? t('waiting') : t('failedWhy', { why: scheme.error })} />;
  if (sizes.isError) return <ErrorState error={sizes.error} onRetry={() => void sizes.refetch()} />;
  if (sizes.data === undefined) return <Skeleton active />;
  const { total, against } = sizes.data;
  const shares = sizes.data.sizes.map(({ key, size }) => ({ key, size, name: nameOf(key), colour: colourOf(key) }));
  return (
    <Flex vertical gap={16}>
      <Card>
        <Flex vertical gap={8}>
          <Typography.Text type="secondary">{t('everyone', { total: formats.number(total) })}</Typography.Text>
          <ShareBar shares={shares} total={total} label={t('barLabel', { name: scheme.name })} height={28} hasLegend />
          {scheme.description !== '' && scheme.sentence !== null && <Typography.Text type="secondary">{scheme.sentence[language]}</Typography.Text>}
        </Flex>
      </Card>
      <CutPoints scheme={scheme} />
      {'grid' in scheme.definition && <GridPicture scheme={scheme} sizes={sizes.data.sizes} total={total} />}
      <Card
        title={t('tabs.overview')}
        extra={
          <Flex wrap gap={8} align="center">
            <Typography.Text type="secondary">{t('against')}</Typography.Text>
            <Segmented<string>
              size="small"
              aria-label={t('against')}
              value={days}
              options={spans.map((span) => ({ value: span, label: t('days', { n: span }) }))}
              onChange={(next) => setDays(next)}
            />
          </Flex>
        }
      >
        <PartsTable scheme={scheme} sizes={sizes.data} values={value.data} days={days} />
        <Typography.Paragraph type="secondary" style={{ fontSize: 13, margin: '8px 0 0' }}>
          {`${t('unassigned')}${marks.colon}${t('unassignedHint')}`}
        </Typography.Paragraph>
        {against?.basis === 'definition' && (
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {t('growthDefinition')}
          </Typography.Text>
        )}
      </Card>
    </Flex>
  );
}
