import type { Operator } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import type { Test } from '../model/forms.ts';
import { operatorsFor, type ValueType, withOperator } from '../model/values.ts';
import { Choice } from './controls.tsx';
import type { ValueSource } from './use-values.ts';
import { ValueInput } from './value-input.tsx';

interface TestFieldsProps {
  readonly test: Test;
  readonly type: ValueType;
  readonly onChange: (test: Test) => void;
  readonly source?: ValueSource | null;
  /** By default those that suit the type. */
  readonly operators?: readonly Operator[];
  /** Other words for some operators: at least once. */
  readonly words?: Readonly<Partial<Record<Operator, string>>>;
}

/** An operator and its value. */
export function TestFields({ test, type, onChange, source = null, operators, words = {} }: TestFieldsProps) {
  const { t } = useTranslation('rule');
  const offered = operators === undefined ? operatorsFor(type, test.op) : operators.includes(test.op) ? operators : [test.op, ...operators];
  return (
    <>
      <Choice<Operator>
        label={t('operator')}
        value={test.op}
        options={offered.map((op) => ({ value: op, label: words[op] ?? t(`operators.${op}`) }))}
        onChange={(op) => onChange(withOperator(test, op, type))}
      />
      <ValueInput test={test} type={type} source={source} onChange={(value) => onChange({ op: test.op, value })} />
    </>
  );
}
