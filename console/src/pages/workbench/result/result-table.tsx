import type { SqlColumn } from '@danqing/contracts';
import { Button, Flex, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { isNumeric, type Rows, textOf } from './chart-data.ts';

const rowHeight = 37;
const widthOf = ({ name, type }: SqlColumn): number => Math.min(320, Math.max(isNumeric({ name, type }) ? 110 : 150, name.length * 9 + 32));

/** Rows as they came, only those in sight drawn; more are fetched below. */
export function ResultTable({
  columns,
  rows,
  more,
  isFetching,
}: {
  readonly columns: readonly SqlColumn[];
  readonly rows: Rows;
  readonly more: (() => void) | undefined;
  readonly isFetching: boolean;
}) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  if (rows.length === 0) return <EmptyState title={t('noRows')} hint={t('noRowsHint')} />;
  const cellOf = (column: SqlColumn, value: unknown) =>
    column.name === 'profile_id' && typeof value === 'number' ? (
      <Link to={`/w/${workspace}/customers/${value}`}>{value}</Link>
    ) : value === null ? (
      <Typography.Text type="secondary">NULL</Typography.Text>
    ) : (
      textOf(value)
    );
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return (
    <section aria-label={t('result')}>
      <Table<readonly unknown[]>
        virtual
        size="small"
        pagination={false}
        rowKey={(row) => rows.indexOf(row)}
        scroll={{ x: width, y: Math.min(420, rows.length * rowHeight + 2) }}
        dataSource={[...rows]}
        columns={columns.map((column, index) => ({
          key: `${index} ${column.name}`,
          title: <span title={column.type}>{column.name}</span>,
          width: widthOf(column),
          ellipsis: true,
          align: isNumeric(column) && column.name !== 'profile_id' ? 'right' : 'left',
          render: (_: unknown, row: readonly unknown[]) => cellOf(column, row[index]),
        }))}
      />
      {more !== undefined && (
        <Flex justify="center" align="center" gap={12} style={{ padding: 12 }}>
          <Typography.Text type="secondary">{common('showingRows', { shown: formats.number(rows.length) })}</Typography.Text>
          <Button size="small" onClick={more} loading={isFetching}>
            {common('loadMore')}
          </Button>
        </Flex>
      )}
    </section>
  );
}
