import type { SchemePreview } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type GridLevel, SizeGrid } from '../size-grid.tsx';
import { fromAbove, keyOf, type Level, type Model } from './model.ts';

const shown = (level: Level): GridLevel => ({ key: keyOf(level), name: level.name });

/** A grid as it would be: how many in each cell, row and column, and who would be in none. */
export function GridPreview({ model, preview }: { readonly model: Model; readonly preview: SchemePreview }) {
  const { t } = useTranslation('schemes');
  const { rows, columns, cells } = model;
  return (
    <div>
      <SizeGrid
        label={t('edits.gridPreview')}
        rows={fromAbove(rows).map(shown)}
        columns={columns.levels.map(shown)}
        sizeOf={(key) => (key === '' ? preview.unassigned : (preview.parts.find((part) => part.key === key)?.size ?? 0))}
        nameOf={(key) => cells[key]?.name.trim() ?? ''}
        total={preview.total}
      />
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {t('edits.gridUnassigned')}
      </Typography.Text>
    </div>
  );
}
