import type { FeatureJson, TagDefinitionJson } from '@danqing/contracts';
import { Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { MeasureFields } from '../../../../rule/fields/measure-fields.tsx';
import { Field } from '../field.tsx';
import { FieldPick } from './field-pick.tsx';
import { FillFields } from './fill-fields.tsx';
import { OutlierFields } from './outlier-fields.tsx';

interface FeatureFormProps {
  readonly feature: FeatureJson;
  /** Of a saved tag numbers stay numbers and categories categories. */
  readonly mayChangeType: boolean;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

type As = NonNullable<FeatureJson['as']>;
type Scale = NonNullable<FeatureJson['scale']> | 'none';

/** Of categories only some parts make sense. */
const asText = ({ of }: FeatureJson): FeatureJson => ({ of: 'trait' in of || 'tag' in of ? of : { trait: '' }, as: 'text', impute: { by: 'mode' } });

/** A value made ready: missing ones filled, far ones flagged, all of them scaled. */
export function FeatureForm({ feature, mayChangeType, onChange }: FeatureFormProps) {
  const { t } = useTranslation('tag-editor');
  const { of, as = 'number', scale = 'none' } = feature;
  const isText = as === 'text';
  const put = (next: FeatureJson): void => onChange({ feature: next });
  const { scale: _scale, ...unscaled } = feature;
  return (
    <>
      <Typography.Paragraph type="secondary">{t('feature.hint')}</Typography.Paragraph>
      {mayChangeType && (
        <Field label={t('feature.as')} at="/definition/feature/as">
          <Segmented<As>
            aria-label={t('feature.as')}
            value={as}
            options={(['number', 'text'] as const).map((value) => ({ value, label: t(`feature.kinds.${value}`) }))}
            onChange={(next) => put(next === 'text' ? asText(feature) : { of, impute: { by: 'median' } })}
          />
        </Field>
      )}
      <Field label={t('feature.of')} at="/definition/feature/of">
        {isText && ('trait' in of || 'tag' in of) ? (
          <FieldPick field={of} onChange={(next) => put({ ...feature, of: next })} />
        ) : (
          <MeasureFields measure={of} label="" onChange={(next) => put({ ...feature, of: next })} />
        )}
      </Field>
      <FillFields feature={feature} onChange={put} />
      {!isText && <OutlierFields feature={feature} onChange={put} />}
      {!isText && (
        <Field label={t('feature.scale')} hint={t(`feature.scaleHints.${scale}`)} at="/definition/feature/scale">
          <Segmented<Scale>
            aria-label={t('feature.scale')}
            value={scale}
            options={(['none', 'z', 'min-max', 'robust'] as const).map((value) => ({ value, label: t(`feature.scales.${value}`) }))}
            onChange={(next) => put(next === 'none' ? unscaled : { ...feature, scale: next })}
          />
        </Field>
      )}
    </>
  );
}
