import { Button, Flex, Skeleton, Table, type TableProps, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api/error.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { useFormats } from './format.ts';
import { reachable } from './reachable.ts';

/** Rows that are asked for: they may not be here yet, or not at all. */
interface Asked<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly error: ApiError | null;
  readonly onRetry: () => void;
}

/** Rows that are here. */
interface Here<Row> {
  readonly rows: readonly Row[];
  readonly error?: never;
  readonly onRetry?: never;
}

interface Looks<Row extends object> {
  readonly rowKey: (row: Row) => string;
  readonly columns: NonNullable<TableProps<Row>['columns']>;
  /** What the table is, for screen readers. */
  readonly label: string;
  /** Shown instead of an empty table. */
  readonly empty: ReactNode;
  readonly isFetching?: boolean;
  /** More rows wait on the server. */
  readonly loadMore?: (() => void) | undefined;
  readonly onRow?: TableProps<Row>['onRow'];
  readonly expandable?: TableProps<Row>['expandable'];
  readonly rowSelection?: TableProps<Row>['rowSelection'];
  /** Somebody chose another order at a heading. */
  readonly onChange?: TableProps<Row>['onChange'];
  readonly size?: TableProps<Row>['size'];
}

export type DataTableProps<Row extends object> = Looks<Row> & (Asked<Row> | Here<Row>);

/** A list with all its states: loading, failed, empty, many rows (pages are fetched from the server and added below). */
export function DataTable<Row extends object>({
  rows,
  error,
  onRetry,
  rowKey,
  columns,
  label,
  empty,
  isFetching,
  loadMore,
  onRow,
  expandable,
  rowSelection,
  onChange,
  size = 'middle',
}: DataTableProps<Row>) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (rows === undefined)
    return error === null || error === undefined ? <Skeleton active paragraph={{ rows: 6 }} /> : <ErrorState error={error} onRetry={onRetry} />;
  if (rows.length === 0) return empty ?? <EmptyState />;
  return (
    <div role="region" aria-label={label} ref={reachable}>
      <Table<Row>
        size={size}
        rowKey={rowKey}
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        {...(onRow !== undefined && { onRow })}
        {...(expandable !== undefined && { expandable })}
        {...(rowSelection !== undefined && { rowSelection })}
        {...(onChange !== undefined && { onChange })}
      />
      {loadMore !== undefined && (
        <Flex justify="center" align="center" gap={12} style={{ padding: 16 }}>
          <Typography.Text type="secondary">{t('showingRows', { shown: formats.number(rows.length) })}</Typography.Text>
          <Button onClick={loadMore} loading={isFetching === true}>
            {t('loadMore')}
          </Button>
        </Flex>
      )}
    </div>
  );
}
