import type { MendStep } from '@danqing/contracts';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { isComplete, StepRow } from './step-row.tsx';

export interface StepsCardProps {
  readonly steps: readonly MendStep[];
  readonly onChange: (steps: readonly MendStep[]) => void;
  /** Parked events that the steps would be done to. */
  readonly total: number;
  /** Where what is wrong stands, for a new step. */
  readonly path: string;
  readonly isRunning: boolean;
  readonly onRun: (steps: readonly MendStep[], discards: boolean) => void;
}

/** The steps that mend a group, and the button that does them. */
export function StepsCard({ steps, onChange, total, path, isRunning, onRun }: StepsCardProps) {
  const { t } = useTranslation(['quarantine', 'common']);
  const n = useFormats().number(total);
  const complete = steps.filter(isComplete);
  const discards = complete.some((step) => step.do === 'discard');
  return (
    <Card size="small" title={t('steps')}>
      <Flex vertical gap={12} align="stretch">
        <Typography.Text type="secondary">{t('stepsHint')}</Typography.Text>
        {steps.map((step, index) => (
          <StepRow
            // Steps have no names: their place is what they are.
            key={`${index}/${step.do}`}
            step={step}
            onChange={(next) => onChange(steps.map((one, place) => (place === index ? next : one)))}
            onRemove={() => onChange(steps.filter((_, place) => place !== index))}
          />
        ))}
        <Flex gap={8} wrap>
          <Button icon={<PlusOutlined />} onClick={() => onChange([...steps, { do: 'rename', path, to: '' }])}>
            {t('addStep')}
          </Button>
          <Popconfirm
            title={t(discards ? 'discardAsk' : 'runAsk', { n })}
            okText={t('common:confirm')}
            cancelText={t('common:cancel')}
            okButtonProps={{ danger: discards }}
            onConfirm={() => onRun(complete, discards)}
          >
            <Button type="primary" danger={discards} disabled={total === 0 || complete.length < steps.length} loading={isRunning}>
              {t('run', { n })}
            </Button>
          </Popconfirm>
        </Flex>
      </Flex>
    </Card>
  );
}
