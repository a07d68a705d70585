import { Button, Card, Checkbox, Flex, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { nameOf } from '../names.ts';
import { Cell, NameCell } from './cell.tsx';
import type { CustomersProps } from './customer-table.tsx';

/** The list on a phone: a card for each customer, the columns below one another. */
export function CustomerCards({ list, columns, sort, onSort, selection, currency, empty }: CustomersProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const formats = useFormats();
  if (list.rows === undefined)
    return list.error === null ? <Skeleton active paragraph={{ rows: 8 }} /> : <ErrorState error={list.error} onRetry={list.onRetry} />;
  if (list.rows.length === 0) return empty;
  const others = columns.filter(({ column }) => column !== 'name' && column !== 'id');
  const orders = columns
    .filter(({ column }) => list.sortable.has(column))
    .flatMap(({ column, name }) => [
      { value: `-${column}`, label: t('descending', { name }) },
      { value: column, label: t('ascending', { name }) },
    ]);
  return (
    <Flex vertical gap={8} style={{ opacity: list.isOld ? 0.55 : 1 }} aria-busy={list.isOld}>
      {orders.length > 0 && (
        <Select
          aria-label={t('sortBy')}
          placeholder={t('sortBy')}
          value={`${sort.order === 'desc' ? '-' : ''}${sort.by}`}
          options={orders}
          onChange={(value: string) => onSort(value.startsWith('-') ? { by: value.slice(1), order: 'desc' } : { by: value, order: 'asc' })}
        />
      )}
      {list.rows.map((row) => (
        <Card key={row.id} size="small">
          <Flex gap={12} align="flex-start">
            {selection !== undefined && (
              <Checkbox
                checked={selection.has(row.id)}
                onChange={() => selection.toggle(row.id)}
                aria-label={t('select', { name: nameOf(row) ?? t('number', { id: row.id }) })}
                style={{ paddingTop: 2 }}
              />
            )}
            <div style={{ flex: 1, minWidth: 0 }}>
              <NameCell row={row} />
              <dl style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '2px 12px', margin: '8px 0 0' }}>
                {others.map(({ column, name, unit }) => (
                  <div key={column} style={{ display: 'contents' }}>
                    <dt style={{ color: 'var(--text-secondary)' }}>{name}</dt>
                    <dd style={{ margin: 0, minWidth: 0, overflow: 'hidden' }}>
                      <Cell row={row} column={column} name={name} unit={unit} currency={currency} />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          </Flex>
        </Card>
      ))}
      {list.loadMore !== undefined && (
        <Flex vertical align="center" gap={8} style={{ padding: 12 }}>
          <Typography.Text type="secondary">{common('showingRows', { shown: formats.number(list.rows.length) })}</Typography.Text>
          <Button onClick={list.loadMore} loading={list.isFetching}>
            {common('loadMore')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
