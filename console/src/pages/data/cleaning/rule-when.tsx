import { type CleaningRule, cleaningTests } from '@danqing/contracts';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReadBox } from '../../../parts/read-box.tsx';
import { shownValue, typedValue } from './rules.ts';

type Condition = NonNullable<CleaningRule['when']>[number];

export interface RuleWhenProps {
  readonly when: readonly Condition[];
  readonly onChange: (when: Condition[]) => void;
}

const most = 5;
const isList = (op: Condition['op']): boolean => op === 'in' || op === 'nin';
const asks = (op: Condition['op']): boolean => op !== 'exists' && op !== 'missing';

/** What one typed, of a list: texts with commas between them. */
const said = (op: Condition['op'], text: string): unknown =>
  isList(op) ? text.split(/[,，]/).flatMap((part) => (part.trim() === '' ? [] : [typedValue(part.trim())])) : typedValue(text);
const shown = (value: unknown): string => (Array.isArray(value) ? value.map(shownValue).join(', ') : shownValue(value));
/** Another test takes along what was typed, as it reads it. */
const withOp = ({ path, value }: Condition, op: Condition['op']): Condition => (asks(op) ? { path, op, value: said(op, shown(value)) } : { path, op });

/** Conditions under which alone the rule is done; all of them hold. */
export function RuleWhen({ when, onChange }: RuleWhenProps) {
  const { t } = useTranslation('cleaning');
  const change = (at: number, condition: Condition): void => onChange(when.map((one, index) => (index === at ? condition : one)));
  return (
    <section aria-label={t('onlyWhen')}>
      <Typography.Text strong>{t('onlyWhen')}</Typography.Text>
      <Flex vertical gap={8} style={{ marginTop: 4 }}>
        {when.map((condition, index) => (
          // Conditions have no names: their place is what they are.
          <Flex key={`${index}/${when.length}`} gap={8} wrap align="center">
            <Input
              aria-label={`${t('field')} ${index + 1}`}
              placeholder={t('field')}
              style={{ flex: '1 1 140px' }}
              value={condition.path}
              onChange={({ target }) => change(index, { ...condition, path: target.value })}
            />
            <Select
              aria-label={`${t('test')} ${index + 1}`}
              style={{ width: 130 }}
              value={condition.op}
              onChange={(op) => change(index, withOp(condition, op))}
              options={cleaningTests.map((op) => ({ value: op, label: t(`tests.${op}`) }))}
            />
            {asks(condition.op) && (
              <ReadBox
                aria-label={`${t('testValue')} ${index + 1}`}
                placeholder={isList(condition.op) ? t('testValues') : t('testValue')}
                style={{ flex: '1 1 140px' }}
                value={condition.value}
                read={(text) => said(condition.op, text)}
                show={shown}
                onValue={(value) => change(index, { ...condition, value })}
              />
            )}
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('removeWhen')} onClick={() => onChange(when.filter((_, place) => place !== index))} />
          </Flex>
        ))}
        {when.length < most && (
          <div>
            <Button icon={<PlusOutlined />} onClick={() => onChange([...when, { path: '', op: 'eq' }])}>
              {t('addWhen')}
            </Button>
          </div>
        )}
      </Flex>
    </section>
  );
}
