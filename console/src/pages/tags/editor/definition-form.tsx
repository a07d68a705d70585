import type { TagDefinitionJson, TagView } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CasesForm } from './cases-form.tsx';
import { FeatureForm } from './feature/feature-form.tsx';
import { Field } from './field.tsx';
import { type FormName } from './forms.ts';
import { LifecycleForm } from './lifecycle-form.tsx';
import { RfmForm } from './rfm-form.tsx';
import { MapForm, MeasureForm, RuleForm, TraitForm } from './simple-forms.tsx';
import { SqlForm } from './sql-form.tsx';
import { TiersForm } from './tiers-form.tsx';
import { TopForm } from './top-form.tsx';
import { TypeChoice } from './type-choice.tsx';
import '../../../rule/rule.css';

export interface DefinitionFormProps {
  readonly form: FormName;
  readonly definition: TagDefinitionJson;
  readonly type: TagView['type'];
  /** Of a saved tag it stays. */
  readonly mayChangeType: boolean;
  readonly onChange: (definition: TagDefinitionJson) => void;
  readonly onType: (type: TagView['type']) => void;
}

/** The form of a definition. */
export function DefinitionForm({ form, definition, type, mayChangeType, onChange, onType }: DefinitionFormProps) {
  const { t } = useTranslation('tag-editor');
  const chosen = mayChangeType && (
    <Field label={t('fields.type')} at="/type">
      <TypeChoice value={type} onChange={onType} />
    </Field>
  );
  if ('cases' in definition)
    return form === 'map' ? <MapForm definition={definition} onChange={onChange} /> : <CasesForm definition={definition} onChange={onChange} />;
  if ('measure' in definition) return <MeasureForm definition={definition} onChange={onChange} />;
  if ('rule' in definition) return <RuleForm definition={definition} onChange={onChange} />;
  if ('tiers' in definition) return <TiersForm tiers={definition.tiers} onChange={onChange} />;
  if ('lifecycle' in definition) return <LifecycleForm stages={definition.lifecycle} onChange={onChange} />;
  if ('top' in definition) return <TopForm top={definition.top} onChange={onChange} />;
  if ('rfm' in definition) return <RfmForm rfm={definition.rfm} type={type} mayChangeType={mayChangeType} onChange={onChange} onType={onType} />;
  if ('feature' in definition) return <FeatureForm feature={definition.feature} mayChangeType={mayChangeType} onChange={onChange} />;
  if ('sql' in definition) return <SqlForm sql={definition.sql} type={type} mayChangeType={mayChangeType} onChange={onChange} onType={onType} />;
  if ('trait' in definition)
    return (
      <>
        <TraitForm definition={definition} onChange={onChange} />
        {chosen}
      </>
    );
  if ('manual' in definition)
    return (
      <>
        <Typography.Paragraph type="secondary">{t('manual.hint')}</Typography.Paragraph>
        {chosen}
      </>
    );
  return <Typography.Text type="secondary">{t('forms.other.text')}</Typography.Text>;
}
