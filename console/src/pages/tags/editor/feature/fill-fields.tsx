import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { FeatureFieldJson, FeatureJson, ImputeJson } from '@danqing/contracts';
import { Button, Checkbox, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choice, Num } from '../../../../rule/fields/controls.tsx';
import { Field } from '../field.tsx';
import { FieldPick } from './field-pick.tsx';
import { MeasuresField } from './measures-field.tsx';

interface FillFieldsProps {
  readonly feature: FeatureJson;
  readonly onChange: (feature: FeatureJson) => void;
}

type Way = ImputeJson['by'] | 'none';
const ways = { number: ['none', 'median', 'mean', 'mode', 'line', 'neighbours', 'ridge'], text: ['none', 'mode', 'neighbours'] } as const;
const usualNeighbours = 10;
/** Fewer known values make no group of their own, unless somebody says so. */
const usualLeast = 30;

/** How missing values are filled. */
export function FillFields({ feature, onChange }: FillFieldsProps) {
  const { t } = useTranslation('tag-editor');
  const { impute, as = 'number' } = feature;
  const way: Way = impute?.by ?? 'none';
  const { impute: _impute, ...unfilled } = feature;
  const put = (next: ImputeJson): void => onChange({ ...feature, impute: next });
  return (
    <>
      <Field label={t('feature.fill')} hint={t(`feature.fillHints.${way}`)} at="/definition/feature/impute/by">
        <Choice<Way>
          label={t('feature.fill')}
          value={way}
          options={ways[as].map((value) => ({ value, label: t(`feature.fills.${value}`) }))}
          onChange={(by) => (by === 'none' ? onChange(unfilled) : put(firstOf(by, impute)))}
        />
      </Field>
      {impute !== undefined && isModel(impute) && <Model impute={impute} onChange={put} />}
      {impute?.by === 'line' && <Line impute={impute} onChange={put} />}
      {impute !== undefined && isFigure(impute) && (
        <Groups impute={impute} hasOutliers={feature.outlier !== undefined && feature.outlier.by !== 'forest'} onChange={put} />
      )}
    </>
  );
}

const isModel = ({ by }: ImputeJson): boolean => by === 'ridge' || by === 'neighbours';

const isFigure = ({ by }: ImputeJson): boolean => by === 'mean' || by === 'median' || by === 'mode';

/** Another way begins with what it shares with the one before. */
const firstOf = (by: ImputeJson['by'], before: ImputeJson | undefined): ImputeJson =>
  isModel({ by }) ? { by, from: before?.from ?? [{ trait: '' }] } : { by };

function Line({ impute, onChange }: { readonly impute: ImputeJson; readonly onChange: (impute: ImputeJson) => void }) {
  const { t } = useTranslation('tag-editor');
  const { carryDays, ...uncarried } = impute;
  return (
    <Field label={t('feature.carry')} at="/definition/feature/impute/carryDays">
      <Flex wrap gap={12} align="center">
        <Checkbox checked={carryDays !== undefined} onChange={({ target }) => onChange(target.checked ? { ...impute, carryDays: 90 } : uncarried)}>
          {t('feature.carryDays')}
        </Checkbox>
        {carryDays !== undefined && (
          <Num label={t('feature.carryDays')} value={carryDays} min={1} max={3650} isWhole onChange={(days) => onChange({ ...impute, carryDays: days })} />
        )}
      </Flex>
    </Field>
  );
}

function Model({ impute, onChange }: { readonly impute: ImputeJson; readonly onChange: (impute: ImputeJson) => void }) {
  const { t } = useTranslation('tag-editor');
  return (
    <>
      <MeasuresField
        label={t('feature.from')}
        hint={t('feature.fromHint')}
        add={t('feature.addFrom')}
        at="/definition/feature/impute/from"
        measures={impute.from ?? []}
        onChange={(from) => onChange({ ...impute, from })}
      />
      {impute.by === 'neighbours' && (
        <Field label={t('feature.k')} at="/definition/feature/impute/k">
          <Num label={t('feature.k')} value={impute.k ?? usualNeighbours} min={1} max={50} isWhole onChange={(k) => onChange({ ...impute, k })} />
        </Field>
      )}
    </>
  );
}

interface GroupsProps {
  readonly impute: ImputeJson;
  readonly hasOutliers: boolean;
  readonly onChange: (impute: ImputeJson) => void;
}

/** Whose mean, median or mode it is. */
function Groups({ impute, hasOutliers, onChange }: GroupsProps) {
  const { t } = useTranslation('tag-editor');
  const { within = [], least = usualLeast, withoutOutliers = false } = impute;
  const { within: _within, least: _least, ...ungrouped } = impute;
  const put = (next: readonly FeatureFieldJson[]): void => onChange(next.length === 0 ? ungrouped : { ...impute, within: next });
  return (
    <>
      <Field
        label={t('feature.within')}
        hint={within.length === 0 ? t('feature.withinHint') : t('feature.leastHint', { n: least })}
        at="/definition/feature/impute/within"
      >
        <Flex vertical gap={8}>
          {within.map((field, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- fields have no other name while they are filled in
            <Flex key={index} gap={8} align="center">
              <FieldPick field={field} onChange={(next) => put(within.with(index, next))} />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('feature.removeField', { n: index + 1 })}
                onClick={() => put(within.toSpliced(index, 1))}
              />
            </Flex>
          ))}
          <Flex wrap gap={12} align="center">
            {within.length < 2 && (
              <Button icon={<PlusOutlined />} onClick={() => put([...within, { trait: '' }])}>
                {t('feature.addField')}
              </Button>
            )}
            {within.length > 0 && (
              <Flex gap={6} align="center">
                <span>{t('feature.least')}</span>
                <Num label={t('feature.least')} value={least} min={5} max={100_000} isWhole onChange={(next) => onChange({ ...impute, least: next })} />
              </Flex>
            )}
          </Flex>
        </Flex>
      </Field>
      {hasOutliers && (
        <Field label={t('feature.statistics')}>
          <Checkbox
            checked={withoutOutliers}
            onChange={({ target }) => {
              const { withoutOutliers: _without, ...rest } = impute;
              onChange(target.checked ? { ...impute, withoutOutliers: true } : rest);
            }}
          >
            {t('feature.withoutOutliers')}
          </Checkbox>
        </Field>
      )}
    </>
  );
}
