import type { SchemeAxis, SchemeSizes, SchemeView } from '@danqing/contracts';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { type GridLevel, SizeGrid } from '../size-grid.tsx';

interface GridPictureProps {
  readonly scheme: SchemeView;
  readonly sizes: SchemeSizes['sizes'];
  readonly total: number;
}

const levelsOf = (axis: SchemeAxis): readonly GridLevel[] => {
  const keys = 'rules' in axis ? axis.rules.map(({ part }) => part) : 'tiers' in axis ? axis.tiers.parts : axis.values.parts.map(({ part }) => part);
  return keys.map((key) => ({ key, name: key }));
};

/** How many are in each cell of a scheme that is a grid. */
export function GridPicture({ scheme, sizes, total }: GridPictureProps) {
  const { t } = useTranslation('schemes');
  const { definition, parts } = scheme;
  if (!('grid' in definition)) return null;
  const { rows, columns } = definition.grid;
  return (
    <Card size="small" title={t('gridOf')}>
      <SizeGrid
        label={t('gridOf')}
        rows={'tiers' in rows ? levelsOf(rows).toReversed() : levelsOf(rows)}
        columns={levelsOf(columns)}
        sizeOf={(key) => sizes.find((each) => each.key === key)?.size ?? 0}
        nameOf={(key) => {
          const name = parts.find((part) => part.key === key)?.name ?? key;
          return name === key ? '' : name;
        }}
        total={total}
      />
    </Card>
  );
}
