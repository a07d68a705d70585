import type { FieldQualityDetail } from '@danqing/contracts';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { LinkButton } from '../../../parts/link-button.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { FigureText } from './figure-text.tsx';
import { useQualityNames } from './names.ts';
import { Pairs } from './pairs.tsx';
import './quality.css';
import { SampleNote } from './sample-note.tsx';
import { FieldSpread } from './spread.tsx';
import { TrendChart } from './trend-chart.tsx';
import { VerdictTag, VerdictWords } from './verdict-tag.tsx';

type OfSource = FieldQualityDetail['bySource'][number];

function Sources({ detail }: { readonly detail: FieldQualityDetail }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const labelOf = useSourceLabels();
  return (
    <Card size="small" title={t('bySourceField')}>
      <DataTable<OfSource>
        label={t('bySourceField')}
        rows={detail.bySource}
        rowKey={({ source }) => source}
        empty={undefined}
        size="small"
        columns={[
          { title: t('source'), key: 'source', render: (_, { source }) => labelOf(source) },
          { title: t('trust'), key: 'trust', align: 'right', render: (_, { trust }) => trust },
          ...(['completeness', 'validity', 'consistency'] as const).map((name) => ({
            title: t(`dimensions.${name}`),
            key: name,
            align: 'right' as const,
            render: (_: unknown, { figures }: OfSource) => <FigureText figure={figures[name]} dimension={name} />,
          })),
          { title: t('messages'), key: 'messages', align: 'right', render: (_, { messages }) => formats.number(messages) },
          ...(detail.people === null
            ? []
            : [
                {
                  title: t('people'),
                  key: 'people',
                  align: 'right' as const,
                  render: (_: unknown, { people }: OfSource) => (people === null ? '—' : formats.number(people)),
                },
              ]),
          { title: t('imputed'), key: 'imputed', align: 'right', render: (_, { imputed }) => formats.number(imputed) },
        ]}
      />
    </Card>
  );
}

/** One field from all sides. */
export function Page() {
  const { t } = useTranslation('data-quality');
  const language = useLanguage();
  const formats = useFormats();
  const names = useQualityNames();
  const { comma } = usePunctuation();
  const workspace = useWorkspaceKey();
  const [event] = useUrlState('event');
  const [field] = useUrlState('field');
  const [days] = useUrlState('days', '30');
  const asked = useApi<FieldQualityDetail>('/api/v1/quality/field', { query: { event, field, days: Number(days) } });
  if (asked.isError) return <ErrorState isPage error={asked.error} onRetry={() => void asked.refetch()} />;
  const detail = asked.data;
  if (detail === undefined) return <Skeleton active />;
  const { verdict, people, usedBy } = detail;
  return (
    <>
      <PageHead
        title={names.field(event, field)}
        lead={t('fieldLead', { subject: names.subject(event), from: detail.from, to: detail.to })}
        actions={
          <>
            <LinkButton to={`/w/${workspace}/data/quality?tab=fields`}>{t('back')}</LinkButton>
            <LinkButton to={event === '' ? `/w/${workspace}/data/catalogue?tab=traits` : `/w/${workspace}/data/catalogue/${encodeURIComponent(event)}`}>
              {t('toCatalogue')}
            </LinkButton>
          </>
        }
      />
      <Flex vertical gap={16}>
        <Card size="small" title={t('verdict')} extra={<VerdictTag verdict={verdict} />}>
          <Typography.Paragraph strong>{verdict.advice.why[language]}</Typography.Paragraph>
          <VerdictWords verdict={verdict} />
          <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
            {people !== null && `${t('coverage', { filled: formats.number(people.filled), all: formats.number(people.all) })} · `}
            {usedBy.length === 0 ? t('usedByNobody') : t('usedBy')}
            {usedBy.map(({ kind, key, name }, index) => (
              <span key={`${kind}/${key}`}>
                {index > 0 && comma}
                <Link to={`/w/${workspace}/${kind}s/${encodeURIComponent(key)}`}>{name}</Link>
              </span>
            ))}
          </Typography.Paragraph>
          <SampleNote sample={detail.sample} />
        </Card>
        <Card size="small" title={t('trend')}>
          <TrendChart days={detail.days} label={t('trendLabel')} />
        </Card>
        <Sources detail={detail} />
        <Pairs detail={detail} />
        <FieldSpread detail={detail} />
      </Flex>
    </>
  );
}
