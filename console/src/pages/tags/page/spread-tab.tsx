import type { TagDistribution, TagView } from '@danqing/contracts';
import { App, Button, Card, Descriptions, Flex, Skeleton, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { customersLink } from './customers-link.ts';
import { segmentKeyOf } from './segment-key.ts';
import { FeatureFindings } from './feature-findings.tsx';
import { NumberFigures, SpreadChart } from './spread.tsx';
import { ruleOfValue, useValueWords } from './value-words.ts';

type Counted = TagDistribution['values'][number];

/** Everybody with a value, as a segment of their own, by one click. */
function useSegmentOf(tag: TagView) {
  const { t } = useTranslation('tags');
  const { notification, message } = App.useApp();
  const workspace = useWorkspaceKey();
  const say = useValueWords(tag.key);
  const make = useChange(
    ({ key, name, value }: { key: string; name: string; value: Counted['value'] }) =>
      api.post('/api/v1/segments', { key, name, rule: ruleOfValue(tag, value) }),
    ['/api/v1/segments', '/api/v1/segment-overview'],
  );
  return (value: Counted['value']): void => {
    const name = t('spread.segmentName', { tag: tag.name, value: say(value) });
    const key = segmentKeyOf(tag.key, value);
    const tell = (title: string): void =>
      notification.success({ title, actions: <Link to={`/w/${workspace}/segments/${key}`}>{t('spread.segmentOpen')}</Link> });
    make.mutate(
      { key, name, value },
      {
        onSuccess: () => tell(t('spread.segmentMade', { name })),
        onError: (error) => (error instanceof ApiError && error.status === 409 ? tell(t('spread.segmentFound', { name })) : void message.error(error.message)),
      },
    );
  };
}

/** The values with how many have each, as a picture and a table. */
export function SpreadTab({ tag, version }: { readonly tag: TagView; readonly version?: number }) {
  const { t } = useTranslation('tags');
  const found = useApi<TagDistribution>(`/api/v1/tags/${tag.key}/distribution`, { query: { limit: 100, version } });
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (found.data.known === 0) return <EmptyState title={t('spread.noneYet')} hint={tag.kind === 'manual' ? t('spread.noneManual') : t('spread.noneYetHint')} />;
  return (
    <Flex vertical gap={16}>
      <Card title={t('spread.title')}>
        <Flex vertical gap={16}>
          <FeatureFindings found={found.data} facts={version === undefined ? tag.cutPoints : null} />
          <SpreadChart name={tag.name} tag={tag.key} type={tag.type} found={found.data} />
          {found.data.numbers !== null && <NumberFigures numbers={found.data.numbers} />}
        </Flex>
      </Card>
      <Card title={t('spread.distinct', { n: found.data.distinct })}>
        <Values tag={tag} found={found.data} isPast={version !== undefined} />
      </Card>
      {Object.keys(found.data.fields).length > 0 && <Parts found={found.data} />}
      {version === undefined && <CutPoints tag={tag} />}
    </Flex>
  );
}

function Values({ tag, found, isPast }: { readonly tag: TagView; readonly found: TagDistribution; readonly isPast: boolean }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const say = useValueWords(tag.key);
  const may = useMay('definitions.write');
  const mayLook = useMay('profiles.read');
  const makeSegment = useSegmentOf(tag);
  return (
    <>
      <DataTable<Counted>
        label={t('spread.title')}
        rows={found.values}
        rowKey={({ value }) => String(value)}
        empty={<EmptyState />}
        columns={[
          {
            title: t('spread.value'),
            key: 'value',
            render: (_, { value }) => <span style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{say(value)}</span>,
          },
          { title: t('spread.count'), key: 'count', align: 'right', render: (_, { count }) => formats.number(count) },
          { title: t('spread.share'), key: 'share', align: 'right', render: (_, { count }) => formats.percent(found.known === 0 ? 0 : count / found.known) },
          ...(isPast
            ? []
            : [
                {
                  key: 'do',
                  title: <span className="visually-hidden">{t('columns.more')}</span>,
                  render: (_: unknown, { value }: Counted) => (
                    <Space>
                      {mayLook && <Link to={customersLink(workspace, ruleOfValue(tag, value))}>{t('spread.see')}</Link>}
                      {may && (
                        <Button size="small" onClick={() => makeSegment(value)}>
                          {t('spread.asSegment')}
                        </Button>
                      )}
                    </Space>
                  ),
                },
              ]),
        ]}
      />
      {found.distinct > found.values.length && (
        <Typography.Text type="secondary">
          {t('spread.more', { shown: formats.number(found.values.length), n: formats.number(found.distinct) })}
        </Typography.Text>
      )}
    </>
  );
}

const partNames = ['recency', 'frequency', 'monetary', 'r', 'f', 'm', 'score', 'distance', 'scaled'] as const;

function Parts({ found }: { readonly found: TagDistribution }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const rows = partNames.flatMap((name) => {
    const summary = found.fields[name];
    return summary === undefined ? [] : [{ name, summary }];
  });
  const column = (title: string, valueOf: (summary: NonNullable<TagDistribution['numbers']>) => number) => ({
    title,
    key: title,
    align: 'right' as const,
    render: (_: unknown, { summary }: (typeof rows)[number]) => formats.number(valueOf(summary)),
  });
  return (
    <Card title={t('spread.parts')}>
      <DataTable
        label={t('spread.parts')}
        rows={rows}
        rowKey={({ name }) => name}
        empty={<EmptyState />}
        columns={[
          { title: t('spread.part'), key: 'part', render: (_, { name }) => t(`spread.partNames.${name}`) },
          column(t('spread.min'), ({ min }) => min),
          column(t('spread.median'), ({ quantiles }) => quantiles.find(({ q }) => q === 0.5)?.value ?? 0),
          column(t('spread.mean'), ({ mean }) => mean),
          column(t('spread.max'), ({ max }) => max),
        ]}
      />
    </Card>
  );
}

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => typeof each === 'number');

/** Where the last run drew its lines. */
function CutPoints({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const cuts =
    typeof tag.cutPoints === 'object' && tag.cutPoints !== null
      ? Object.entries(tag.cutPoints).filter(([, value]) => isNumbers(value) && value.length > 0)
      : [];
  if (cuts.length === 0) return null;
  const nameOf = (name: string): string => {
    const known = partNames.find((part) => part === name);
    return known === undefined ? t('spread.value') : t(`spread.partNames.${known}`);
  };
  return (
    <Card title={t('spread.cutPoints')}>
      <Descriptions
        column={1}
        size="small"
        items={cuts.map(([name, value]) => ({
          key: name,
          label: nameOf(name),
          children: isNumbers(value) ? value.map((each) => formats.number(each)).join(' · ') : '',
        }))}
      />
    </Card>
  );
}
