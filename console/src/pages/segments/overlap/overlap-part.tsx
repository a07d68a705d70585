import type { OverlapView } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useThingNames } from '../use-names.ts';
import { anyOf, exactlyIn } from './combine.ts';
import { Matrix } from './matrix.tsx';
import { UpSet } from './upset.tsx';
import { useMakeSegment } from './use-make.tsx';
import { VennLegend, VennPicture } from './venn-picture.tsx';

const mostInVenn = 3;

/** Segments laid over each other: as circles, as combinations, as a matrix. */
export function OverlapPart({ of }: { readonly of: readonly string[] }) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const things = useThingNames();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const { make, isMaking } = useMakeSegment();
  const overlap = useQuery<OverlapView, ApiError>({
    queryKey: [workspace, '/api/v1/segments/overlap', of],
    queryFn: ({ signal }) => api.post<OverlapView>('/api/v1/segments/overlap', { of }, { signal }),
    enabled: of.length > 1,
  });
  if (of.length < 2) return <EmptyState title={t('overlap.needTwo')} />;
  if (overlap.isError) return <ErrorState error={overlap.error} onRetry={() => void overlap.refetch()} />;
  if (overlap.data === undefined) return <Skeleton active paragraph={{ rows: 6 }} />;
  const names = of.map((key) => things.of('segment', key));
  const { data } = overlap;
  const any = data.total - data.none;
  const all = names.join(t('overlap.comma'));
  const [a = '', b = ''] = names;
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={12} align="center" justify="space-between">
        <Typography.Text>{t('overlap.total', { any: formats.number(any), share: formats.percent(data.total === 0 ? 0 : any / data.total) })}</Typography.Text>
        {mayWrite && (
          <Flex wrap gap={8}>
            <Button disabled={isMaking} onClick={() => make(t('overlap.names.union', { names: all }), anyOf(of))}>
              {t('overlap.makeUnion')}
            </Button>
            <Button disabled={isMaking} onClick={() => make(t('overlap.names.and', { names: all }), exactlyIn(of, []))}>
              {t('overlap.makeBoth')}
            </Button>
          </Flex>
        )}
      </Flex>
      <div
        style={{
          display: 'grid',
          gap: 16,
          gridTemplateColumns: of.length <= mostInVenn ? 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))' : '1fr',
          alignItems: 'start',
        }}
      >
        {of.length <= mostInVenn && (
          <Card size="small" title={t('overlap.venn')}>
            <VennPicture overlap={data} names={names} label={t('overlap.vennLabel', { a, b, both: formats.number(data.shared[0]?.[1] ?? 0) })} />
            <VennLegend names={names} />
          </Card>
        )}
        <Card size="small" title={t('overlap.upset')}>
          <Typography.Paragraph type="secondary">{t('overlap.upsetHint')}</Typography.Paragraph>
          <UpSet overlap={data} keys={of} names={names} />
        </Card>
      </div>
      <Card size="small" title={t('overlap.matrix')}>
        <Typography.Paragraph type="secondary">
          {t('overlap.matrixHint')} {t('overlap.similarHint')}
        </Typography.Paragraph>
        <Matrix overlap={data} names={names} />
      </Card>
    </Flex>
  );
}
