import type { CatalogueEventDetail, CatalogueProperty } from '@danqing/contracts';
import { Button, Card, Flex, Skeleton, Statistic, Tag, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useFieldColumns } from './field-columns.tsx';
import { useNoteLabel } from './names.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoteTags } from './note-tags.tsx';

const listPath = '/api/v1/catalogue/events';

const dailyOption = ({ lastDays }: CatalogueEventDetail): ChartOption => ({
  grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'time' },
  yAxis: { type: 'value', minInterval: 1 },
  series: [{ type: 'bar', data: lastDays.map(({ day, events }) => [day, events]) }],
});

/** One event: how many, from where, what it carries, who uses it. */
export function Page() {
  const { t } = useTranslation('catalogue');
  const sourceLabel = useSourceLabels();
  const formats = useFormats();
  const labelOf = useNoteLabel('event');
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const name = useParams()['event'] ?? '';
  const path = `${listPath}/${encodeURIComponent(name)}`;
  const [edited, setEdited] = useState<CatalogueProperty | 'event' | null>(null);
  const event = useApi<CatalogueEventDetail>(path);
  const properties = useApi<{ readonly items: CatalogueProperty[] }>(`${path}/properties`);
  const columns = useFieldColumns<CatalogueProperty>('property', ({ prop }) => prop);
  const option = useMemo(() => event.data && dailyOption(event.data), [event.data]);
  if (event.isError) return <ErrorState isPage error={event.error} onRetry={() => void event.refetch()} />;
  if (event.data === undefined || option === undefined) return <Skeleton active />;
  const { note, events, firstAt, lastAt, sources, usedBy } = event.data;
  return (
    <>
      <Link to={`/w/${workspace}/data/catalogue`}>← {t('back')}</Link>
      <PageHead
        title={labelOf(note, name)}
        lead={
          <>
            {labelOf(note, name) !== name && `${name} `}
            <NoteTags note={note} /> {note.description}
          </>
        }
        actions={mayWrite && <Button onClick={() => setEdited('event')}>{t('describe')}</Button>}
      />
      <Flex vertical gap={16}>
        <Card size="small">
          <Flex wrap gap={32}>
            <Statistic title={t('volume')} value={formats.number(events)} />
            <Statistic title={t('first')} valueRender={() => <TimeText value={firstAt} />} />
            <Statistic title={t('last')} valueRender={() => <TimeText value={lastAt} />} />
            <Statistic
              title={t('sources')}
              valueRender={() => (
                <span style={{ fontSize: 16 }}>{sources.map((one) => `${sourceLabel(one.source)} ${formats.compact(one.events)}`).join(' · ')}</span>
              )}
            />
            {note.owner !== '' && <Statistic title={t('owner')} value={note.owner} />}
          </Flex>
        </Card>
        <Card size="small" title={t('month')}>
          <Chart option={option} height={200} label={t('chartLabel', { event: name })} />
        </Card>
        <Card size="small" title={t('properties')}>
          <DataTable<CatalogueProperty>
            label={t('properties')}
            rows={properties.data?.items}
            error={properties.error}
            onRetry={() => void properties.refetch()}
            rowKey={({ prop }) => prop}
            empty={<EmptyState title={t('emptyFields')} hint={t('emptyFieldsHint')} />}
            columns={[
              ...columns,
              ...(mayWrite
                ? [
                    {
                      key: 'edit',
                      render: (_: unknown, row: CatalogueProperty) => (
                        <Button size="small" onClick={() => setEdited(row)} aria-label={`${t('describe')} ${row.prop}`}>
                          {t('describe')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Typography.Text type="secondary">{t('sampledNote', { n: formats.number(properties.data?.items[0]?.sampled ?? 0) })}</Typography.Text>
        </Card>
        <Card size="small" title={t('usedBy')}>
          {usedBy.length === 0 ? (
            <Typography.Text type="secondary">{t('notUsed')}</Typography.Text>
          ) : (
            <Flex gap={8} wrap>
              {usedBy.map(({ kind, key, name: called }) => (
                <Tag key={`${kind}:${key}`}>
                  {t(kind)} · {kind === 'segment' ? <Link to={`/w/${workspace}/segments/${encodeURIComponent(key)}`}>{called}</Link> : called}
                </Tag>
              ))}
            </Flex>
          )}
        </Card>
      </Flex>
      {edited === 'event' && <NoteEditor name={name} note={note} path={path} stale={[listPath]} onClose={() => setEdited(null)} />}
      {edited !== null && edited !== 'event' && (
        <NoteEditor
          name={`${name} · ${edited.prop}`}
          note={edited.note}
          path={`${path}/properties/${encodeURIComponent(edited.prop)}`}
          stale={[path]}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
