import type { DifferenceList, FieldQualityDetail } from '@danqing/contracts';
import { Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useUrlState } from '../../../parts/url-state.ts';

type Pair = FieldQualityDetail['pairs'][number];

/** Some of whom two sources do not say the same; masked for whoever does not see personal data. */
function Examples({ detail, pair }: { readonly detail: FieldQualityDetail; readonly pair: Pair }) {
  const { t } = useTranslation('data-quality');
  const workspace = useWorkspaceKey();
  const labelOf = useSourceLabels();
  const { event, field } = detail;
  const asked = useApi<DifferenceList>('/api/v1/quality/differences', { query: { event, field, a: pair.a, b: pair.b } });
  if (asked.isError) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active />;
  return (
    <ul className="quality-findings" aria-label={t('differences')}>
      {asked.data.items.map(({ profile, order, said }) => (
        <Flex key={`${profile ?? ''}/${order ?? ''}`} component="li" className="quality-finding" gap={16} wrap>
          {profile === null ? <span>{order}</span> : <Link to={`/w/${workspace}/customers/${profile}`}>#{profile}</Link>}
          {said.map(({ source, value }) => (
            <span key={source} style={{ overflowWrap: 'anywhere' }}>
              <Typography.Text type="secondary">{labelOf(source)}</Typography.Text> {value}
            </span>
          ))}
        </Flex>
      ))}
    </ul>
  );
}

/** Which sources disagree how often; examples of the pair that is chosen. */
export function Pairs({ detail }: { readonly detail: FieldQualityDetail }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const labelOf = useSourceLabels();
  const [open, setOpen] = useUrlState('pair');
  const nameOf = ({ a, b }: Pair): string => `${a}/${b}`;
  const chosen = detail.pairs.find((pair) => nameOf(pair) === open);
  return (
    <Card size="small" title={t('pairs')}>
      <DataTable<Pair>
        label={t('pairsLabel')}
        rows={detail.pairs}
        rowKey={nameOf}
        empty={<Typography.Text type="secondary">{t('noPairs')}</Typography.Text>}
        size="small"
        columns={[
          {
            title: t('source'),
            key: 'pair',
            render: (_, { a, b, isSample }) => `${t('pair', { a: labelOf(a), b: labelOf(b) })}${isSample ? ` · ${t('pairSample')}` : ''}`,
          },
          { title: t('pairBoth'), key: 'both', align: 'right', render: (_, { both }) => formats.number(both) },
          { title: t('pairDiffer'), key: 'differ', align: 'right', render: (_, { both, agree }) => formats.number(both - agree) },
          { title: t('agreement'), key: 'agree', align: 'right', render: (_, { both, agree }) => formats.percent(both === 0 ? 0 : agree / both) },
          {
            title: t('differences'),
            key: 'examples',
            render: (_, pair) =>
              pair.both > pair.agree && (
                <Button size="small" aria-expanded={nameOf(pair) === open} onClick={() => setOpen(nameOf(pair) === open ? null : nameOf(pair))}>
                  {t(nameOf(pair) === open ? 'hideDifferences' : 'showDifferences')}
                </Button>
              ),
          },
        ]}
      />
      {chosen !== undefined && <Examples detail={detail} pair={chosen} />}
    </Card>
  );
}
