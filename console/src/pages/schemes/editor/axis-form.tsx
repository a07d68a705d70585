import type { SchemePreview } from '@danqing/contracts';
import { Flex, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Axis, type AxisKind, axisOf, levelOf } from './model.ts';
import { RulesForm } from './rules-form.tsx';
import { TiersForm } from './tiers-form.tsx';
import { ValuesForm } from './values-form.tsx';
import { evenShares } from '../../../parts/even-shares.ts';

interface AxisFormProps {
  readonly axis: Axis;
  readonly side: 'rows' | 'columns';
  readonly isGrid: boolean;
  readonly preview: SchemePreview | undefined;
  /** The tag that carries the scheme; '' while it is new. */
  readonly own: string;
  readonly onChange: (axis: Axis) => void;
}

const kinds: readonly AxisKind[] = ['rules', 'tiers', 'values'];

/** Another way of dividing keeps the names that there are. */
function changedKind(axis: Axis, kind: AxisKind): Axis {
  const levels = axis.levels.length < 2 && kind === 'tiers' ? [...axis.levels, levelOf('')] : axis.levels;
  return axisOf(kind, levels, { by: axis.by, tag: kind === 'values' ? axis.tag : '', shares: evenShares(levels.length) });
}

/** One way of dividing everybody: by rules, by a number, by a tag. */
export function AxisForm({ axis, side, isGrid, preview, own, onChange }: AxisFormProps) {
  const { t } = useTranslation('schemes');
  return (
    <Flex vertical gap={12}>
      <div>
        <Segmented<AxisKind>
          aria-label={isGrid ? `${t(`edits.${side}`)} · ${t('edits.kind')}` : t('edits.kind')}
          value={axis.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`edits.kinds.${kind}`) }))}
          onChange={(kind) => onChange(changedKind(axis, kind))}
        />
        <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0', fontSize: 13 }}>
          {t(`edits.kindHints.${axis.kind}`)}
        </Typography.Paragraph>
      </div>
      {axis.kind === 'rules' && <RulesForm axis={axis} hasColours={!isGrid} preview={isGrid ? undefined : preview} onChange={onChange} />}
      {axis.kind === 'tiers' && <TiersForm axis={axis} hasColours={!isGrid} cuts={preview?.cutPoints?.[side]} onChange={onChange} />}
      {axis.kind === 'values' && <ValuesForm axis={axis} hasColours={!isGrid} own={own} onChange={onChange} />}
    </Flex>
  );
}
