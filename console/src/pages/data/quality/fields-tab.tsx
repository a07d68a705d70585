import type { FieldQuality, FieldQualityList } from '@danqing/contracts';
import { Button, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { api } from '../../../api/client.ts';
import { saveCsv } from '../../../parts/csv.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { FigureText } from './figure-text.tsx';
import { fieldPath, useQualityNames } from './names.ts';
import { ShareSpark } from './share-spark.tsx';
import { VerdictTag } from './verdict-tag.tsx';

const pageSize = 50;
const mostRows = 5000;
const advices = ['repair', 'avoid', 'use', 'wait'] as const;
/** Of all events; '' in the address would be "nothing chosen". */
const customers = '$customers';

/** Every field with its figures and verdict; those to be mended first. */
export function FieldsTab({ days, source }: { readonly days: string; readonly source: string }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const names = useQualityNames();
  const labelOf = useSourceLabels();
  const workspace = useWorkspaceKey();
  const [search, setSearch] = useUrlState('q');
  const [event, setEvent] = useUrlState('event');
  const [advice, setAdvice] = useUrlState('advice');
  const [shown, setShown] = useState(pageSize);
  const query = {
    days: Number(days),
    ...(source !== '' && { source }),
    ...(search !== '' && { search }),
    ...(event !== '' && { event: event === customers ? '' : event }),
    ...(advice !== '' && { advice }),
  };
  const list = useApi<FieldQualityList>('/api/v1/quality/fields', { query: { ...query, limit: shown }, keepPrevious: true });
  const isFiltered = search !== '' || event !== '' || advice !== '' || source !== '';
  const save = async (): Promise<void> => {
    const { items } = await api.get<FieldQualityList>('/api/v1/quality/fields', { ...query, limit: mostRows });
    const share = (value: number | null): string | null => (value === null ? null : formats.percent(value));
    saveCsv('danqing-data-quality.csv', [
      [
        t('subject'),
        t('field'),
        t('source'),
        t('messages'),
        t('dimensions.completeness'),
        t('dimensions.validity'),
        t('dimensions.consistency'),
        t('imputed'),
        t('verdict'),
        t('uses'),
      ],
      ...items.map(({ event: of, field, sources, messages, figures, imputed, verdict, uses }) => [
        names.subject(of),
        field,
        sources.map((name) => labelOf(name)).join(' '),
        messages,
        share(figures.completeness.share),
        share(figures.validity.share),
        share(figures.consistency.share),
        imputed,
        t(`advice.${verdict.advice.what}`),
        uses,
      ]),
    ]);
  };
  return (
    <>
      <Flex gap={8} wrap align="center" style={{ marginBottom: 12 }}>
        <SearchBox text={search} onText={setSearch} label={t('fieldSearch')} style={{ maxWidth: 240 }} />
        <Select
          aria-label={t('subject')}
          style={{ minWidth: 180 }}
          value={event}
          onChange={(next) => setEvent(next)}
          options={[
            { value: '', label: t('anySubject') },
            ...(list.data?.events ?? []).map((one) => ({ value: one === '' ? customers : one, label: names.subject(one) })),
          ]}
        />
        <Select
          aria-label={t('verdict')}
          style={{ minWidth: 140 }}
          value={advice}
          onChange={(next) => setAdvice(next)}
          options={[{ value: '', label: t('anyAdvice') }, ...advices.map((one) => ({ value: one, label: t(`advice.${one}`) }))]}
        />
        <Button onClick={() => void save()} disabled={(list.data?.total ?? 0) === 0}>
          {t('download')}
        </Button>
      </Flex>
      <DataTable<FieldQuality>
        label={t('fieldsLabel')}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ event: of, field }) => `${of}/${field}`}
        empty={<EmptyState title={t(isFiltered ? 'noFieldsFiltered' : 'noFields')} />}
        size="small"
        columns={[
          {
            title: t('field'),
            key: 'field',
            render: (_, { event: of, field }) => (
              <div style={{ maxWidth: 280, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                <Link to={fieldPath(workspace, of, field, days)}>{names.field(of, field)}</Link>
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  {names.subject(of)}
                </Typography.Text>
              </div>
            ),
          },
          { title: t('verdict'), key: 'verdict', render: (_, { verdict }) => <VerdictTag verdict={verdict} /> },
          {
            title: t('dimensions.completeness'),
            key: 'completeness',
            align: 'right',
            render: (_, { figures }) => <FigureText figure={figures.completeness} dimension="completeness" />,
          },
          {
            title: t('days30'),
            key: 'days',
            render: (_, row) => (
              <ShareSpark values={row.days.map(({ completeness }) => completeness)} label={`${row.field} · ${t('dimensions.completeness')} · ${t('trend')}`} />
            ),
          },
          {
            title: t('dimensions.validity'),
            key: 'validity',
            align: 'right',
            render: (_, { figures }) => <FigureText figure={figures.validity} dimension="validity" />,
          },
          {
            title: t('dimensions.consistency'),
            key: 'consistency',
            align: 'right',
            render: (_, { figures }) => <FigureText figure={figures.consistency} dimension="consistency" />,
          },
          ...(['collect', 'trust', 'separate'] as const).map((name) => ({
            title: t(name === 'trust' ? 'believe' : name),
            key: name,
            align: 'center' as const,
            render: (_: unknown, { verdict }: FieldQuality) => t(`levels.${verdict[name].level}`),
          })),
          { title: t('messages'), key: 'messages', align: 'right', render: (_, { messages }) => formats.number(messages) },
          { title: t('source'), key: 'sources', render: (_, { sources }) => sources.map((name) => labelOf(name)).join(' · ') },
          { title: t('uses'), key: 'uses', align: 'right', render: (_, { uses }) => (uses === 0 ? '—' : t('usesCount', { n: uses })) },
        ]}
      />
      {list.data !== undefined && list.data.total > list.data.items.length && (
        <Flex justify="center" align="center" gap={12} style={{ padding: 16 }}>
          <Typography.Text type="secondary">
            {t('shownOf', { shown: formats.number(list.data.items.length), total: formats.number(list.data.total) })}
          </Typography.Text>
          <Button onClick={() => setShown((before) => before + pageSize)} loading={list.isFetching}>
            {t('more')}
          </Button>
        </Flex>
      )}
    </>
  );
}
