import type { CatalogueProperty, CatalogueTrait } from '@danqing/contracts';
import { Flex, Progress, type TableProps, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useNoteLabel } from './names.ts';
import { NoteTags } from './note-tags.tsx';

type Field = Omit<CatalogueProperty, 'prop'> & Omit<CatalogueTrait, 'trait'>;

/** Columns of properties and traits: name, types, share filled, examples. */
export function useFieldColumns<Row extends Field>(kind: 'property' | 'trait', pathOf: (row: Row) => string): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation('catalogue');
  const formats = useFormats();
  const labelOf = useNoteLabel(kind);
  return [
    {
      title: t('path'),
      key: 'path',
      render: (_, row) => (
        <div style={{ maxWidth: 220, whiteSpace: 'normal' }}>
          <strong>{labelOf(row.note, pathOf(row))}</strong> <NoteTags note={row.note} />
          {labelOf(row.note, pathOf(row)) !== pathOf(row) && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {pathOf(row)}
            </Typography.Text>
          )}
          {row.note.description !== '' && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {row.note.description}
            </Typography.Text>
          )}
        </div>
      ),
    },
    {
      title: t('types'),
      key: 'types',
      render: (_, { types }) => (
        <Flex gap={4} wrap>
          {types.slice(0, 3).map(({ type, share }) => (
            <Tag key={type}>
              {t(`typeNames.${type}`)}
              {share < 0.995 && ` ${formats.percent(share, 0)}`}
            </Tag>
          ))}
        </Flex>
      ),
    },
    {
      title: t('filled'),
      key: 'filled',
      width: 110,
      render: (_, { filledShare }) => (
        <Progress
          percent={filledShare * 100}
          size="small"
          format={() => formats.percent(filledShare, 0)}
          aria-label={`${t('filled')} ${formats.percent(filledShare)}`}
        />
      ),
    },
    {
      title: t('examples'),
      key: 'examples',
      render: (_, { examples, note }) => (
        <Typography.Text style={{ maxWidth: 260, display: 'inline-block', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {examples.map(({ value }) => value).join(' · ')} {note.unit}
        </Typography.Text>
      ),
    },
    { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
  ];
}
