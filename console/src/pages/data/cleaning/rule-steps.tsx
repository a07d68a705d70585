import type { CleaningStep, CleaningStepName } from '@danqing/contracts';
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../parts/moved.ts';
import { newStep, stepNames } from './rules.ts';
import { StepFields } from './step-fields.tsx';

export interface RuleStepsProps {
  readonly steps: readonly CleaningStep[];
  readonly onChange: (steps: readonly CleaningStep[]) => void;
}

/** What is done to the value, in order. */
export function RuleSteps({ steps, onChange }: RuleStepsProps) {
  const { t } = useTranslation('cleaning');
  const move = (from: number, to: number): void => onChange(moved(steps, from, to));
  return (
    <section aria-label={t('steps')}>
      <Typography.Text strong>{t('steps')}</Typography.Text>
      <Flex vertical gap={8} style={{ marginTop: 4 }}>
        {steps.map((step, index) => (
          // Steps have no names: their place is what they are.
          <Flex key={`${index}/${step.do}`} gap={8} wrap align="center">
            <span>{index + 1}.</span>
            <Select
              aria-label={`${t('steps')} ${index + 1}`}
              style={{ width: 200 }}
              showSearch={{ optionFilterProp: 'label' }}
              value={step.do}
              onChange={(name: CleaningStepName) => onChange(steps.map((one, place) => (place === index ? newStep(name) : one)))}
              options={stepNames.map((name) => ({ value: name, label: t(`do.${name}`) }))}
            />
            <StepFields step={step} onChange={(next) => onChange(steps.map((one, place) => (place === index ? next : one)))} />
            <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={t('up')} disabled={index === 0} onClick={() => move(index, index - 1)} />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              aria-label={t('down')}
              disabled={index === steps.length - 1}
              onClick={() => move(index, index + 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('removeStep')}
              onClick={() => onChange(steps.filter((_, place) => place !== index))}
            />
          </Flex>
        ))}
        <div>
          <Button icon={<PlusOutlined />} onClick={() => onChange([...steps, newStep('trim')])}>
            {t('addStep')}
          </Button>
        </div>
      </Flex>
    </section>
  );
}
