import { DatePicker } from 'antd';
import { useTranslation } from 'react-i18next';

interface DayPickProps {
  readonly label: string;
  /** 2026-05-01, or '' for none. */
  readonly value: string;
  /** Shown for none, which is a choice then. */
  readonly empty?: string;
  readonly onChange: (day: string) => void;
}

/** A day; what is chosen stands before the field as words, since the field itself only takes another one. */
export function DayPick({ label, value, empty, onChange }: DayPickProps) {
  const { t } = useTranslation('schemes');
  return (
    <label style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      <span>{label}</span>
      <DatePicker
        key={value}
        aria-label={label}
        placeholder={value === '' ? (empty ?? t('placeholder')) : value}
        allowClear={empty !== undefined}
        onChange={(_, text) => onChange(typeof text === 'string' ? text : '')}
        style={{ width: 140 }}
      />
    </label>
  );
}
