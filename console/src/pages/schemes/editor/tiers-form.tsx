import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../rule/fields/controls.tsx';
import { MeasureFields } from '../../../rule/fields/measure-fields.tsx';
import { LevelHead } from './level-rows.tsx';
import { type Axis, type Level, levelOf, type Method } from './model.ts';
import { evenShares } from '../../../parts/even-shares.ts';

const methods: readonly Method[] = ['quantile', 'cuts', 'equal', 'natural'];

interface TiersFormProps {
  readonly axis: Axis;
  readonly hasColours: boolean;
  /** Borders that the preview took from everyone. */
  readonly cuts: readonly number[] | undefined;
  readonly onChange: (axis: Axis) => void;
}

const rounded = (cut: number): number => Number(cut.toPrecision(6));

/** Borders that ascend, one between each two tiers, from those that are known. */
function cutsFor(levels: number, known: readonly number[]): readonly number[] {
  const cuts = [...new Set(known.map(rounded))].slice(0, levels - 1);
  while (cuts.length < levels - 1) cuts.push((cuts.at(-1) ?? 0) + 100);
  return cuts;
}

/** A number from low to high, cut into tiers. */
export function TiersForm({ axis, hasColours, cuts: taken, onChange }: TiersFormProps) {
  const { t } = useTranslation('schemes');
  const { levels, by, method, cuts, shares } = axis;
  const resized = (next: readonly Level[], at: number, by: 1 | -1): Axis => ({
    ...axis,
    levels: next,
    shares: evenShares(next.length),
    cuts: by === 1 ? cutsFor(next.length, cuts) : cuts.toSpliced(Math.min(at, cuts.length - 1), 1),
  });
  const sum = Math.round(shares.reduce((all, each) => all + each, 0) * 100) / 100;
  const shown = levels.toReversed();
  return (
    <Flex vertical gap={12}>
      <div>
        <Typography.Text>{t('edits.by')}</Typography.Text>
        <MeasureFields measure={by} label="" onChange={(next) => onChange({ ...axis, by: next })} />
      </div>
      <div>
        <Flex wrap gap={8} align="center">
          <Typography.Text>{t('edits.method')}</Typography.Text>
          <Segmented<Method>
            aria-label={t('edits.method')}
            value={method}
            options={methods.map((value) => ({ value, label: t(`edits.methods.${value}`) }))}
            onChange={(next) =>
              onChange({ ...axis, method: next, ...(next === 'cuts' && cuts.length !== levels.length - 1 && { cuts: cutsFor(levels.length, taken ?? []) }) })
            }
          />
          {method !== 'cuts' && taken !== undefined && taken.length > 0 && (
            <Button size="small" title={t('edits.freezeHint')} onClick={() => onChange({ ...axis, method: 'cuts', cuts: cutsFor(levels.length, taken) })}>
              {t('edits.freeze')}
            </Button>
          )}
        </Flex>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {t(`edits.methodHints.${method}`)}
        </Typography.Text>
      </div>
      {shown.map((level) => {
        const place = levels.indexOf(level);
        return (
          <Flex key={level.id} wrap gap={8} align="center">
            <LevelHead
              level={level}
              place={place}
              shown={shown}
              canRemove={levels.length > 2}
              hasColour={hasColours}
              onChange={(next) => onChange({ ...axis, levels: levels.with(place, next) })}
              onRemove={() => onChange(resized(levels.toSpliced(place, 1), place, -1))}
            />
            {method === 'quantile' && (
              <Flex gap={4} align="center">
                <Num
                  label={t('edits.share', { n: place + 1 })}
                  value={shares[place]}
                  min={0}
                  max={100}
                  onChange={(share) => onChange({ ...axis, shares: shares.with(place, share) })}
                />
                %
              </Flex>
            )}
            {method === 'cuts' &&
              (place === 0 ? (
                <Typography.Text type="secondary">{t('edits.lowest')}</Typography.Text>
              ) : (
                <Flex gap={4} align="center">
                  ≥
                  <Num
                    label={t('edits.cut', { n: place, m: place + 1 })}
                    value={cuts[place - 1]}
                    width={130}
                    onChange={(cut) => onChange({ ...axis, cuts: cuts.with(place - 1, cut) })}
                  />
                </Flex>
              ))}
          </Flex>
        );
      })}
      {method === 'quantile' && sum !== 100 && <Typography.Text type="danger">{t('edits.sharesSum', { sum })}</Typography.Text>}
      <div>
        <Button icon={<PlusOutlined />} onClick={() => onChange(resized([...levels, levelOf('')], levels.length, 1))}>
          {t('edits.addPart')}
        </Button>
      </div>
    </Flex>
  );
}
