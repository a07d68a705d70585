import type { StrategyField } from '@danqing/contracts';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../../parts/day-input.tsx';

interface StrategyCellProps {
  readonly field: StrategyField;
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** One cell that is written where it stands; what is written is kept when one leaves it. */
export function StrategyCell({ field, label, value, isReadOnly, onChange, onLeave }: StrategyCellProps) {
  const { t } = useTranslation('schemes');
  if (isReadOnly) return <div className="is-read">{value}</div>;
  if (field === 'due') {
    return <DayInput variant="borderless" aria-label={label} value={value} onChange={({ target }) => onChange(target.value)} onBlur={onLeave} />;
  }
  return (
    <Input.TextArea
      variant="borderless"
      autoSize={{ minRows: field === 'owner' ? 1 : 2 }}
      aria-label={label}
      placeholder={t('placeholder')}
      maxLength={field === 'owner' ? 200 : 4000}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onBlur={onLeave}
    />
  );
}
