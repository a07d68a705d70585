import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SortableList } from '../../../parts/sortable-list.tsx';
import { type Columns, groups } from './use-columns.ts';

export interface ColumnPickerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly columns: readonly string[];
  readonly known: Columns;
  readonly onChange: (columns: readonly string[]) => void;
}

const mostColumns = 40;

/** Which columns the list has, in which order. What is chosen shows at once in the list behind. */
export function ColumnPicker({ isOpen, onClose, columns: shown, known, onChange: onChosen }: ColumnPickerProps) {
  const { t } = useTranslation('views');
  const [search, setSearch] = useState('');
  // The address follows a moment later: a second change in that moment starts from the first, not from the address.
  const [columns, setColumns] = useState(shown);
  useEffect(() => {
    if (!isOpen) setColumns(shown);
  }, [isOpen, shown]);
  const onChange = (next: readonly string[]): void => {
    setColumns(next);
    onChosen(next);
  };
  const needle = search.trim().toLowerCase();
  const offers = known.offers.filter(({ column, name }) => !columns.includes(column) && `${name} ${column}`.toLowerCase().includes(needle));
  return (
    <Drawer open={isOpen} onClose={onClose} title={t('columnsTitle')} size={400}>
      <Typography.Paragraph type="secondary">{t('columnsLead')}</Typography.Paragraph>
      <Typography.Title level={3} style={{ fontSize: 15 }}>
        {t('shown', { n: String(columns.length) })}
      </Typography.Title>
      <SortableList
        items={columns}
        keyOf={(column) => column}
        handleLabel={(column, place) => t('moveColumn', { name: known.nameOf(column), place })}
        movedText={(column, place) => t('moved', { name: known.nameOf(column), place })}
        onMove={onChange}
        render={(column) => (
          <Flex justify="space-between" align="center">
            <span>{known.nameOf(column)}</span>
            {columns.length > 1 && (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('removeColumn', { name: known.nameOf(column) })}
                onClick={() => onChange(columns.filter((each) => each !== column))}
              />
            )}
          </Flex>
        )}
      />
      <Typography.Title level={3} style={{ fontSize: 15, marginTop: 24 }}>
        {t('addColumns')}
      </Typography.Title>
      <Input allowClear aria-label={t('findColumn')} placeholder={t('findColumn')} value={search} onChange={(event) => setSearch(event.target.value)} />
      {offers.length === 0 && (
        <Typography.Paragraph type="secondary" style={{ marginTop: 12 }}>
          {t('noSuchColumn')}
        </Typography.Paragraph>
      )}
      {groups.map((group) => {
        const found = offers.filter((offer) => offer.group === group);
        return found.length === 0 ? null : (
          <div key={group} style={{ marginTop: 16 }}>
            <Typography.Title level={4} type="secondary" style={{ fontSize: 13, margin: '0 0 8px' }}>
              {t(`groups.${group}`)}
            </Typography.Title>
            <Flex wrap gap={6}>
              {found.map(({ column, name }) => (
                <Button
                  key={column}
                  size="small"
                  icon={<PlusOutlined />}
                  disabled={columns.length >= mostColumns}
                  onClick={() => onChange([...columns, column])}
                >
                  {name}
                </Button>
              ))}
            </Flex>
          </div>
        );
      })}
    </Drawer>
  );
}
