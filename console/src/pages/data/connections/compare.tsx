import type { ImportDryRun } from '@danqing/contracts';
import { Alert, Collapse, Flex, Skeleton, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { useImportWords } from '../../import/use-words.ts';
import { compareEvents, type ComparedEvent, type EventChange } from './event-diff.ts';
import type { useDryRun } from './use-dry-run.ts';

type Tried = ReturnType<typeof useDryRun>;

/** What the mapping that holds and the changed one make of the same rows. */
export function Compare({ before, after }: { readonly before: Tried; readonly after: Tried }) {
  const { t } = useTranslation('connections');
  const words = useImportWords();
  if (after.error !== null) return <Alert type="error" showIcon title={t('compare.afterFails')} description={words.fault(after.error)} />;
  if (after.data === undefined || (before.data === undefined && before.error === null)) return <Skeleton active />;
  return (
    <Flex vertical gap={16}>
      {before.error !== null && <Alert type="info" showIcon title={t('compare.beforeFails')} description={words.fault(before.error)} />}
      <Figures before={before.data} after={after.data} />
      {before.data !== undefined && <Events compared={compareEvents(before.data.firstEvents, after.data.firstEvents)} />}
    </Flex>
  );
}

function Figures({ before, after }: { readonly before: ImportDryRun | undefined; readonly after: ImportDryRun }) {
  const { t } = useTranslation('connections');
  const { t: imports } = useTranslation('import');
  const formats = useFormats();
  const skipped = (found: ImportDryRun): number => Object.values(found.skipped).reduce((sum, n) => sum + n, 0);
  const said = (value: number | undefined): string => (value === undefined ? '—' : formats.number(value));
  const rows = [
    { name: imports('checkRows'), before: before?.rows, after: after.rows },
    { name: imports('checkMade'), before: before?.made, after: after.made },
    { name: t('compare.skipped'), before: before === undefined ? undefined : skipped(before), after: skipped(after) },
    { name: t('rejected'), before: before?.rejectedCount, after: after.rejectedCount },
  ];
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="name"
      dataSource={rows}
      style={{ maxWidth: 560 }}
      columns={[
        { key: 'name', title: t('compare.figure'), render: (_, { name }) => name },
        { key: 'before', title: t('compare.before'), align: 'right', render: (_, row) => said(row.before) },
        {
          key: 'after',
          title: t('compare.after'),
          align: 'right',
          render: (_, row) => <strong style={{ fontWeight: row.before === row.after ? 400 : 600 }}>{said(row.after)}</strong>,
        },
      ]}
    />
  );
}

function Events({ compared }: { readonly compared: readonly ComparedEvent[] }) {
  const { t } = useTranslation('connections');
  const words = useImportWords();
  const differing = compared.filter(({ before, after, changes }) => before === undefined || after === undefined || changes.length > 0).length;
  if (compared.length === 0) return null;
  if (differing === 0) return <Alert type="success" showIcon title={t('compare.same', { n: compared.length })} />;
  return (
    <div>
      <Typography.Text strong>{t('compare.differ', { n: differing, total: compared.length })}</Typography.Text>
      <Collapse
        ghost
        defaultActiveKey={['0']}
        items={compared.map(({ before, after, changes }, index) => ({
          key: String(index),
          label: (
            <Flex gap={8} wrap align="center">
              <span>{words.event(after ?? before ?? '')}</span>
              {before === undefined && <Tag color="success">{t('compare.onlyAfter')}</Tag>}
              {after === undefined && <Tag color="warning">{t('compare.onlyBefore')}</Tag>}
              {before !== undefined && after !== undefined && (
                <Typography.Text type="secondary">
                  {changes.length === 0 ? t('compare.unchanged') : t('compare.changes', { n: changes.length })}
                </Typography.Text>
              )}
            </Flex>
          ),
          children: changes.length === 0 ? null : <Changes changes={changes} />,
        }))}
      />
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly EventChange[] }) {
  const { t } = useTranslation('connections');
  const said = (value: string | undefined) => value ?? <Typography.Text type="secondary">{t('compare.nothing')}</Typography.Text>;
  return (
    <Table<EventChange>
      size="small"
      pagination={false}
      rowKey="path"
      dataSource={[...changes]}
      scroll={{ x: 'max-content' }}
      columns={[
        { key: 'path', title: t('compare.path'), render: (_, { path }) => <Typography.Text code>{path}</Typography.Text> },
        { key: 'before', title: t('compare.before'), render: (_, { before }) => said(before) },
        { key: 'after', title: t('compare.after'), render: (_, { after }) => said(after) },
      ]}
    />
  );
}
