import type { FeatureFieldJson } from '@danqing/contracts';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choice, Pick } from '../../../../rule/fields/controls.tsx';
import { useOffers } from '../../../../rule/fields/offers.ts';
import { TagPick } from '../../../../rule/fields/people-fields.tsx';

/** A trait or a tag. */
export function FieldPick({ field, onChange }: { readonly field: FeatureFieldJson; readonly onChange: (field: FeatureFieldJson) => void }) {
  const { t } = useTranslation('tag-editor');
  const { t: rule } = useTranslation('rule');
  const offers = useOffers();
  const kind = 'trait' in field ? 'trait' : 'tag';
  return (
    <Flex wrap gap={8} align="center">
      <Choice<'trait' | 'tag'>
        label={t('feature.field')}
        value={kind}
        options={(['trait', 'tag'] as const).map((value) => ({ value, label: rule(value) }))}
        onChange={(next) => onChange(next === 'trait' ? { trait: '' } : { tag: '' })}
      />
      {'trait' in field ? (
        <Pick
          label={rule('trait')}
          placeholder={rule('chooseTrait')}
          value={field.trait}
          groups={offers.traits()}
          onChange={(trait) => onChange({ trait })}
          free
        />
      ) : (
        <TagPick value={field.tag} onChange={(tag) => onChange({ tag })} />
      )}
    </Flex>
  );
}
