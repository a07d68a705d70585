import type { DurationJson, OperandJson, ScalarJson, TimeUnit } from '@danqing/contracts';
import { AutoComplete, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Test } from '../model/forms.ts';
import { isDuration, isValues, scalarOf, shapeOf, type ValueType } from '../model/values.ts';
import { Choice, Day, Num } from './controls.tsx';
import { CodeInput, CodesInput, codesOf } from './code-input.tsx';
import { useValues, type ValueSource } from './use-values.ts';

const units: readonly TimeUnit[] = ['minute', 'hour', 'day', 'week', 'month'];

export function UnitChoice({
  value,
  onChange,
  from = units,
}: {
  readonly value: TimeUnit;
  readonly onChange: (unit: TimeUnit) => void;
  readonly from?: readonly TimeUnit[];
}) {
  const { t } = useTranslation('rule');
  return <Choice<TimeUnit> label={t('unit')} value={value} options={from.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))} onChange={onChange} />;
}

export function DurationInput({ value, onChange }: { readonly value: DurationJson; readonly onChange: (value: DurationJson) => void }) {
  const { t } = useTranslation('rule');
  return (
    <>
      <Num label={t('number')} value={value.n} min={1} isWhole onChange={(n) => onChange({ ...value, n })} />
      <UnitChoice value={value.unit} onChange={(unit) => onChange({ ...value, unit })} />
    </>
  );
}

interface ValueInputProps {
  readonly test: Test;
  readonly type: ValueType;
  readonly onChange: (value: OperandJson) => void;
  /** Where values are looked up. */
  readonly source: ValueSource | null;
}

/** The value of a test: a date gets a calendar, a number a number, a list takes several, and every text may be typed freely. */
export function ValueInput({ test, type, onChange, source }: ValueInputProps) {
  const { t } = useTranslation('rule');
  const { value } = test;
  switch (shapeOf(test, type)) {
    case 'none':
      return null;
    case 'duration':
      return <DurationInput value={isDuration(value) ? value : { n: 30, unit: 'day' }} onChange={onChange} />;
    case 'day':
      return <Day label={t('day')} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
    case 'number':
      return <Num label={t('value')} value={typeof value === 'number' ? value : undefined} onChange={onChange} width={120} />;
    case 'boolean':
      return (
        <Choice
          label={t('value')}
          value={value === false ? 'no' : 'yes'}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          onChange={(chosen) => onChange(chosen === 'yes')}
        />
      );
    case 'range':
      return <RangeInput value={isValues(value) ? value : []} type={type} onChange={onChange} />;
    case 'list':
      if (codesOf(source).length > 0) return <CodesInput values={isValues(value) ? value : []} source={source} onChange={onChange} />;
      return <ListInput values={isValues(value) ? value : []} type={type} source={source} onChange={onChange} />;
    case 'text':
      if ((test.op === 'eq' || test.op === 'ne') && codesOf(source).length > 0)
        return <CodeInput value={typeof value === 'string' ? value : ''} source={source} onChange={onChange} />;
      return <TextInput value={typeof value === 'string' ? value : ''} source={source} onChange={onChange} />;
  }
}

function RangeInput({
  value,
  type,
  onChange,
}: {
  readonly value: readonly ScalarJson[];
  readonly type: ValueType;
  readonly onChange: (value: OperandJson) => void;
}) {
  const { t } = useTranslation('rule');
  const [low = '', high = ''] = value;
  const end = (label: string, current: ScalarJson, set: (next: ScalarJson) => void) =>
    typeof current === 'number' || (type === 'number' && current === '') ? (
      <Num label={label} value={typeof current === 'number' ? current : undefined} onChange={set} width={110} />
    ) : (
      <Day label={label} value={String(current)} onChange={set} />
    );
  return (
    <>
      {end(t('lowest'), low, (next) => onChange([next, high]))}
      <span>{t('to')}</span>
      {end(t('highest'), high, (next) => onChange([low, next]))}
    </>
  );
}

interface Suggested<T> {
  readonly source: ValueSource | null;
  readonly onChange: (value: T) => void;
}

const optionOf = (value: string, word: string, note: string) => ({
  value,
  label: (
    <span style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
      <span>{word === value ? value : `${word} · ${value}`}</span>
      <small style={{ color: 'var(--text-secondary)' }}>{note}</small>
    </span>
  ),
});

function ListInput({ values, type, source, onChange }: Suggested<OperandJson> & { readonly values: readonly ScalarJson[]; readonly type: ValueType }) {
  const { t } = useTranslation('rule');
  const [search, setSearch] = useState('');
  const [isOpen, setOpen] = useState(false);
  const found = useValues(source, search, isOpen);
  // What is there keeps its JSON type: the text "1" is not the number 1.
  const asValue = (text: string): ScalarJson => values.find((one) => String(one) === text) ?? scalarOf(text, type);
  return (
    <Select<string[]>
      mode="tags"
      aria-label={t('values')}
      placeholder={t('valueHint')}
      value={values.map(String)}
      onChange={(next) => {
        setSearch('');
        onChange(next.map(asValue));
      }}
      showSearch={{ filterOption: false, onSearch: setSearch, searchValue: search }}
      onOpenChange={setOpen}
      options={found.items.map(({ value, word, note }) => optionOf(value, word, note))}
      labelRender={({ value }) => String(value)}
      loading={found.isLoading}
      notFoundContent={found.says}
      popupRender={(menu) => (
        <>
          {menu}
          <div className="rule-hint" style={{ padding: '4px 12px' }}>
            {found.says}
          </div>
        </>
      )}
      tokenSeparators={['\n', '\t', '，', '、']}
      popupMatchSelectWidth={false}
      style={{ minWidth: 180, flex: '1 1 180px', maxWidth: 460 }}
      styles={{ popup: { root: { minWidth: 220 } } }}
    />
  );
}

function TextInput({ value, source, onChange }: Suggested<string> & { readonly value: string }) {
  const { t } = useTranslation('rule');
  const [isOpen, setOpen] = useState(false);
  const found = useValues(source, value, isOpen);
  return (
    <AutoComplete<string>
      aria-label={t('value')}
      placeholder={t('value')}
      value={value}
      onChange={onChange}
      // Enter keeps what was typed; the arrows go to what is offered.
      defaultActiveFirstOption={false}
      onOpenChange={setOpen}
      options={found.items.map(({ value: one, word, note }) => optionOf(one, word, note))}
      popupMatchSelectWidth={false}
      style={{ width: 180 }}
    />
  );
}
