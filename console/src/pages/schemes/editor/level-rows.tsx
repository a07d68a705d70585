import { DeleteOutlined } from '@ant-design/icons';
import { Button, ColorPicker, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useThemeMode } from '../../../design/theme-mode.ts';
import { colourOf } from '../colours.ts';
import type { Level } from './model.ts';

interface LevelHeadProps {
  readonly level: Level;
  readonly place: number;
  /** Every part in the order it is shown, for colours by place. */
  readonly shown: readonly Level[];
  readonly canRemove: boolean;
  readonly hasColour: boolean;
  readonly onChange: (level: Level) => void;
  readonly onRemove: () => void;
}

/** The name and colour of a part. */
export function LevelHead({ level, place, shown, canRemove, hasColour, onChange, onRemove }: LevelHeadProps) {
  const { t } = useTranslation('schemes');
  const mode = useThemeMode();
  const colour = colourOf(
    shown.map(({ id, color }) => ({ key: id, color })),
    level.id,
    mode,
  );
  return (
    <Flex gap={8} align="center" style={{ flex: '1 1 220px', minWidth: 0 }}>
      {hasColour && (
        <ColorPicker size="small" disabledAlpha value={colour} onChangeComplete={(picked) => onChange({ ...level, color: picked.toHexString().slice(0, 7) })}>
          <Button
            size="small"
            aria-label={t('edits.colorOf', { name: level.name })}
            style={{ background: colour, width: 24, height: 24, minWidth: 24, padding: 0 }}
          />
        </ColorPicker>
      )}
      <Input
        aria-label={t('edits.partNameOf', { n: place + 1 })}
        placeholder={t('edits.partName')}
        maxLength={60}
        value={level.name}
        onChange={({ target }) => onChange({ ...level, name: target.value })}
        style={{ maxWidth: 260 }}
      />
      <Button type="text" icon={<DeleteOutlined />} disabled={!canRemove} aria-label={t('edits.removePart', { name: level.name })} onClick={onRemove} />
    </Flex>
  );
}
