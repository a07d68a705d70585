import type { ProfileRow, ProfileSort } from '@danqing/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../parts/data-table.tsx';
import { nameOf } from '../names.ts';
import { Cell, isNumeric } from './cell.tsx';
import type { Rows } from './use-rows.ts';
import type { Selection } from './use-selection.ts';

export interface CustomersProps {
  readonly list: Rows;
  readonly columns: readonly { readonly column: string; readonly name: string; readonly unit: string }[];
  readonly sort: ProfileSort;
  readonly onSort: (sort: ProfileSort) => void;
  /** undefined: this role has nothing to do with a selection. */
  readonly selection: Selection | undefined;
  readonly currency: string;
  readonly empty: ReactNode;
}

/** The list as a table: an order at each heading that has one, a box at each row. */
export function CustomerTable({ list, columns, sort, onSort, selection, currency, empty, isCompact }: CustomersProps & { readonly isCompact: boolean }) {
  const { t } = useTranslation('views');
  const { t: customers } = useTranslation('customers');
  return (
    <div style={{ opacity: list.isOld ? 0.55 : 1, transition: 'opacity 120ms' }} aria-busy={list.isOld}>
      <DataTable<ProfileRow>
        label={customers('title')}
        rows={list.rows}
        error={list.error}
        onRetry={list.onRetry}
        isFetching={list.isFetching}
        loadMore={list.loadMore}
        size={isCompact ? 'small' : 'middle'}
        rowKey={({ id }) => String(id)}
        empty={empty}
        onChange={(_pages, _filters, sorter) => {
          const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
          if (typeof chosen?.columnKey !== 'string') return;
          onSort({ by: chosen.columnKey, order: chosen.order === 'ascend' ? 'asc' : 'desc' });
        }}
        {...(selection !== undefined && {
          rowSelection: {
            selectedRowKeys: selection.ids.map(String),
            onChange: (keys: readonly unknown[]) => selection.set(keys.map(Number)),
            getCheckboxProps: (row: ProfileRow) => ({ 'aria-label': t('select', { name: nameOf(row) ?? t('number', { id: row.id }) }) }),
            columnTitle: (box: ReactNode) => <span title={t('selectPage')}>{box}</span>,
          },
        })}
        columns={columns.map(({ column, name, unit }) => ({
          key: column,
          title: name,
          ...(isNumeric(column) && { align: 'right' as const }),
          ...(list.sortable.has(column) && {
            sorter: true,
            sortOrder: sort.by === column ? (sort.order === 'asc' ? ('ascend' as const) : ('descend' as const)) : null,
            sortDirections: ['descend' as const, 'ascend' as const, 'descend' as const],
          }),
          render: (_: unknown, row: ProfileRow) => <Cell row={row} column={column} name={name} unit={unit} currency={currency} />,
        }))}
      />
    </div>
  );
}
