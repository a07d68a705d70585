import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { OperandJson, RuleJson, ScalarJson, TagDefinitionJson } from '@danqing/contracts';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Pick } from '../../../rule/fields/controls.tsx';
import { MeasureFields } from '../../../rule/fields/measure-fields.tsx';
import { useOffers } from '../../../rule/fields/offers.ts';
import { ValueInput } from '../../../rule/fields/value-input.tsx';
import { RuleEditor } from '../../../rule/index.ts';
import { FaultsAt, useInsight } from './faults.tsx';
import { Field } from './field.tsx';
import type { Cases, Definition } from './forms.ts';

interface FormProps<D extends TagDefinitionJson> {
  readonly definition: D;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

function TraitPick({ value, onChange }: { readonly value: string; readonly onChange: (path: string) => void }) {
  const { t } = useTranslation('tag-editor');
  const offers = useOffers();
  return <Pick label={t('trait.path')} placeholder={t('trait.choose')} value={value} groups={offers.traits()} onChange={onChange} free />;
}

export function TraitForm({ definition, onChange }: FormProps<Definition<'trait'>>) {
  const { t } = useTranslation('tag-editor');
  return (
    <Field label={t('trait.path')} at="/definition">
      <TraitPick value={definition.trait} onChange={(trait) => onChange({ trait })} />
    </Field>
  );
}

export function MeasureForm({ definition, onChange }: FormProps<Definition<'measure'>>) {
  return (
    <>
      <MeasureFields measure={definition.measure} label="" onChange={(measure) => onChange({ measure })} />
      <FaultsAt at="/definition/measure" />
    </>
  );
}

export function RuleForm({ definition, onChange }: FormProps<Definition<'rule'>>) {
  const insight = useInsight('/definition/rule');
  return (
    <>
      <RuleEditor value={definition.rule} onChange={(rule) => onChange({ rule })} insight={insight} />
      <FaultsAt at="/definition/rule" />
    </>
  );
}

const traitOf = (rule: RuleJson | undefined): string => (rule !== undefined && 'trait' in rule ? rule.trait : '');
const isList = (value: OperandJson | undefined): value is readonly ScalarJson[] => Array.isArray(value);
const listOf = (rule: RuleJson): readonly ScalarJson[] => ('trait' in rule && isList(rule.value) ? rule.value : []);

/** Groups of one trait's values: cases that people need not see as such. */
export function MapForm({ definition: { cases }, onChange }: FormProps<Cases>) {
  const { t } = useTranslation('tag-editor');
  const path = traitOf(cases[0]?.rule);
  const last = cases.at(-1);
  const rest = last !== undefined && 'trait' in last.rule && last.rule.op === 'exists' ? last : undefined;
  const groups = rest === undefined ? cases : cases.slice(0, -1);
  const put = (next: Cases['cases'], others: string): void =>
    onChange({ cases: [...next, ...(others === '' ? [] : [{ rule: { trait: path, op: 'exists' as const }, value: others }])] });
  const others = rest === undefined ? '' : String(rest.value);
  const reading = (trait: string): void => onChange({ cases: cases.map(({ rule, value }) => ({ rule: 'trait' in rule ? { ...rule, trait } : rule, value })) });
  return (
    <>
      <Field label={t('trait.path')}>
        <TraitPick value={path} onChange={reading} />
      </Field>
      <Field label={t('map.groups')} at="/definition/cases">
        <Flex vertical gap={8}>
          {groups.map(({ rule, value }, index) => {
            const change = (part: Partial<Cases['cases'][number]>): void => put(groups.with(index, { rule, value, ...part }), others);
            return (
              // oxlint-disable-next-line react/no-array-index-key -- groups have no other name while they are filled in
              <Flex key={index} wrap gap={8} align="center">
                <span>{t('map.values')}</span>
                <ValueInput
                  test={{ op: 'in', value: [...listOf(rule)] }}
                  type="text"
                  source={path === '' ? null : { of: 'trait', path }}
                  onChange={(next) => change({ rule: { trait: path, op: 'in', value: next } })}
                />
                <span>{t('map.label')}</span>
                <Input aria-label={t('map.label')} value={String(value)} onChange={({ target }) => change({ value: target.value })} style={{ width: 140 }} />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  disabled={groups.length < 2}
                  aria-label={t('cases.remove', { n: index + 1 })}
                  onClick={() => put(groups.toSpliced(index, 1), others)}
                />
              </Flex>
            );
          })}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => put([...groups, { rule: { trait: path, op: 'in', value: [] }, value: '' }], others)}>
              {t('map.add')}
            </Button>
          </div>
        </Flex>
      </Field>
      <Field label={t('map.else')} hint={t('map.elseHint')}>
        <Input aria-label={t('map.else')} value={others} onChange={({ target }) => put(groups, target.value)} style={{ width: 200 }} />
      </Field>
    </>
  );
}
