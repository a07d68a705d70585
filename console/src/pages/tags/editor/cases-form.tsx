import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { TagDefinitionJson } from '@danqing/contracts';
import { Button, Card, Checkbox, Flex, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../parts/moved.ts';
import { RuleEditor } from '../../../rule/index.ts';
import { FaultsAt, useInsight } from './faults.tsx';
import { Field } from './field.tsx';
import type { Cases } from './forms.ts';
import { useRowKeys } from './row-keys.ts';
import { NumberBox } from '../../../parts/number-box.tsx';

type Case = Cases['cases'][number];
type Value = Case['value'];

interface CasesFormProps {
  readonly definition: Cases;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

interface ValueFieldProps {
  readonly label: string;
  readonly value: Value;
  readonly isNumber: boolean;
  readonly onChange: (value: Value) => void;
}

function ValueField({ label, value, isNumber, onChange }: ValueFieldProps) {
  if (isNumber && typeof value !== 'boolean')
    return <NumberBox aria-label={label} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next ?? '')} style={{ width: 160 }} />;
  return <Input aria-label={label} placeholder={label} value={String(value)} onChange={({ target }) => onChange(target.value)} style={{ width: 200 }} />;
}

/** What somebody typed as the other type, as far as it can be read. */
const as = (value: Value, isNumber: boolean): Value =>
  isNumber ? (String(value).trim() === '' || Number.isNaN(Number(value)) ? '' : Number(value)) : String(value);

/** Rules in order, each with its value. */
export function CasesForm({ definition, onChange }: CasesFormProps) {
  const { t } = useTranslation('tag-editor');
  const { cases } = definition;
  const rows = useRowKeys(cases.length);
  const isNumber = cases.some(({ value }) => typeof value === 'number') || typeof definition.else === 'number';
  const put = (next: readonly Case[]): void => onChange({ ...definition, cases: next });
  const { else: _else, ...bare } = definition;
  const move = (from: number, to: number): void => {
    rows.move(from, to);
    put(moved(cases, from, to));
  };
  return (
    <>
      <Typography.Paragraph type="secondary">{t('cases.hint')}</Typography.Paragraph>
      <Flex vertical gap={12}>
        {cases.map((each, index) => (
          <CaseCard
            key={rows.keys[index]}
            each={each}
            index={index}
            count={cases.length}
            isNumber={isNumber}
            onChange={(next) => put(cases.with(index, next))}
            onMove={(to) => move(index, to)}
            onRemove={() => {
              rows.remove(index);
              put(cases.toSpliced(index, 1));
            }}
          />
        ))}
        <Flex wrap gap={16} align="center">
          <Button icon={<PlusOutlined />} onClick={() => put([...cases, { rule: { all: [] }, value: '' }])}>
            {t('cases.add')}
          </Button>
          <Checkbox
            checked={isNumber}
            onChange={({ target }) =>
              onChange({
                cases: cases.map(({ rule, value }, index) => ({
                  rule,
                  value: target.checked && index === 0 && as(value, true) === '' ? 1 : as(value, target.checked),
                })),
                ...(definition.else !== undefined && { else: as(definition.else, target.checked) }),
              })
            }
          >
            {t('cases.asNumber')}
          </Checkbox>
        </Flex>
        <Field label={t('cases.else')} at="/definition/else">
          <Flex wrap gap={8} align="center">
            <Checkbox checked={definition.else !== undefined} onChange={({ target }) => onChange(target.checked ? { ...bare, else: '' } : bare)}>
              {t('cases.elseOn')}
            </Checkbox>
            {definition.else !== undefined && (
              <ValueField label={t('cases.elseValue')} value={definition.else} isNumber={isNumber} onChange={(next) => onChange({ ...bare, else: next })} />
            )}
          </Flex>
        </Field>
      </Flex>
    </>
  );
}

interface CaseCardProps {
  readonly each: Case;
  readonly index: number;
  readonly count: number;
  readonly isNumber: boolean;
  readonly onChange: (next: Case) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function CaseCard({ each, index, count, isNumber, onChange, onMove, onRemove }: CaseCardProps) {
  const { t } = useTranslation('tag-editor');
  const n = index + 1;
  const insight = useInsight(`/definition/cases/${index}/rule`);
  return (
    <Card
      size="small"
      title={
        <Flex wrap gap={8} align="center">
          <span>{t('cases.nth', { n })}</span>
          <ValueField label={t('cases.value')} value={each.value} isNumber={isNumber} onChange={(value) => onChange({ ...each, value })} />
        </Flex>
      }
      extra={
        <Flex>
          <Button type="text" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={t('cases.up', { n })} onClick={() => onMove(index - 1)} />
          <Button type="text" icon={<ArrowDownOutlined />} disabled={n === count} aria-label={t('cases.down', { n })} onClick={() => onMove(n)} />
          <Button type="text" icon={<DeleteOutlined />} disabled={count < 2} aria-label={t('cases.remove', { n })} onClick={onRemove} />
        </Flex>
      }
    >
      <FaultsAt at={`/definition/cases/${index}/value`} />
      <RuleEditor value={each.rule} onChange={(rule) => onChange({ ...each, rule })} insight={insight} />
      <FaultsAt at={`/definition/cases/${index}/rule`} />
    </Card>
  );
}
