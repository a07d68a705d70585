import { ColumnHeightOutlined, EllipsisOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, Grid, type MenuProps, Skeleton, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { FilterButton } from './filter.tsx';
import type { Rows } from './use-rows.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

export type WholeAction = 'add' | 'segment' | 'export';

export interface ToolbarProps {
  readonly list: Rows;
  /** Of everybody; undefined while nobody knows. */
  readonly everybody: number | undefined;
  readonly isFiltered: boolean;
  readonly isCompact: boolean;
  readonly onCompact: (isCompact: boolean) => void;
  readonly onFilter: () => void;
  readonly onColumns: () => void;
  readonly actions: readonly WholeAction[];
  readonly onDo: (what: WholeAction) => void;
}

/** How many there are, and what can be done with the list as a whole. */
export function Toolbar({ list, everybody, isFiltered, isCompact, onCompact, onFilter, onColumns, actions, onDo }: ToolbarProps) {
  const { t } = useTranslation('views');
  const formats = useFormats();
  const marks = usePunctuation();
  const isWide = Grid.useBreakpoint().md ?? true;
  const words = { add: t('addToList'), segment: t('saveSegment'), export: t('export') };
  const items: MenuProps['items'] = [
    ...actions.map((key) => ({ key, label: words[key], onClick: () => onDo(key) })),
    ...(isWide
      ? [
          {
            key: 'density',
            icon: <ColumnHeightOutlined />,
            label: `${t('density')}${marks.colon}${t(isCompact ? 'roomy' : 'compact')}`,
            onClick: () => onCompact(!isCompact),
          },
        ]
      : []),
  ];
  return (
    <Flex wrap gap={8} align="center" style={{ marginBottom: 12 }}>
      <div style={{ flex: '1 1 200px' }} role="status">
        {list.total === null ? (
          list.error === null && <Skeleton.Input active size="small" aria-label={t('counting')} />
        ) : (
          <Tooltip title={list.at === undefined ? undefined : t('at', { time: formats.time(list.at) })}>
            <Typography.Text strong style={{ fontVariantNumeric: 'tabular-nums' }}>
              {isFiltered && everybody !== undefined && everybody > 0
                ? t('countOf', { n: formats.number(list.total), share: formats.percent(list.total / everybody) })
                : t('count', { n: formats.number(list.total) })}
            </Typography.Text>
          </Tooltip>
        )}
      </div>
      <FilterButton isSet={isFiltered} onOpen={onFilter} />
      <Button icon={<TableOutlined />} onClick={onColumns}>
        {t('columnsButton')}
      </Button>
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button icon={<EllipsisOutlined />} aria-label={t('actions')} />
        </Dropdown>
      )}
    </Flex>
  );
}
