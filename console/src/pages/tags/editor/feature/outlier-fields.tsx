import type { FeatureJson, OutlierJson } from '@danqing/contracts';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choice, Num } from '../../../../rule/fields/controls.tsx';
import { Field } from '../field.tsx';
import { MeasuresField } from './measures-field.tsx';

interface OutlierFieldsProps {
  readonly feature: FeatureJson;
  readonly onChange: (feature: FeatureJson) => void;
}

type Way = OutlierJson['by'] | 'none';
const ways = ['none', 'iqr', 'mad', 'forest'] as const;
const usualLimits = { iqr: 1.5, mad: 3.5, forest: 0.6 } as const;

const bare = ({ with: _with, ...outlier }: OutlierJson): OutlierJson => outlier;

/** How values far from the others are found. */
export function OutlierFields({ feature, onChange }: OutlierFieldsProps) {
  const { t } = useTranslation('tag-editor');
  const { outlier, impute, outlier: _outlier, ...rest } = feature;
  const way: Way = outlier?.by ?? 'none';
  const without = (): FeatureJson => {
    if (impute === undefined) return rest;
    const { withoutOutliers: _without, ...kept } = impute;
    return { ...rest, impute: kept };
  };
  return (
    <>
      <Field label={t('feature.outlier')} hint={t(`feature.outlierHints.${way}`)} at="/definition/feature/outlier">
        <Flex wrap gap={12} align="center">
          <Choice<Way>
            label={t('feature.outlier')}
            value={way}
            options={ways.map((value) => ({ value, label: t(`feature.outliers.${value}`) }))}
            onChange={(by) => onChange(by === 'none' ? without() : { ...(by === 'forest' ? without() : feature), outlier: { by } })}
          />
          {outlier !== undefined && (
            <Flex gap={6} align="center">
              <span>{t(`feature.limits.${outlier.by}`)}</span>
              <Num
                label={t(`feature.limits.${outlier.by}`)}
                value={outlier.limit ?? usualLimits[outlier.by]}
                min={0.1}
                max={outlier.by === 'forest' ? 1 : 100}
                onChange={(limit) => onChange({ ...feature, outlier: { ...outlier, limit } })}
              />
            </Flex>
          )}
        </Flex>
      </Field>
      {outlier?.by === 'forest' && (
        <MeasuresField
          label={t('feature.with')}
          hint={t('feature.withHint')}
          add={t('feature.addFrom')}
          at="/definition/feature/outlier/with"
          measures={outlier.with ?? []}
          onChange={(others) => onChange({ ...feature, outlier: others.length === 0 ? bare(outlier) : { ...outlier, with: others } })}
        />
      )}
    </>
  );
}
