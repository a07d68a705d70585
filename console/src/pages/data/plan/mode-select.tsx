import { type PlanMode, planModes } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

/** What becomes of events that are not as planned. */
export function ModeSelect({
  value,
  withAllow,
  label,
  disabled,
  onChange,
}: {
  readonly value: PlanMode | 'allow';
  readonly withAllow?: boolean;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (mode: PlanMode | 'allow') => void;
}) {
  const { t } = useTranslation('plan');
  const modes: readonly (PlanMode | 'allow')[] = withAllow === true ? ['allow', ...planModes] : planModes;
  return (
    <Select<PlanMode | 'allow'>
      aria-label={label}
      value={value}
      disabled={disabled === true}
      style={{ minWidth: 132 }}
      popupMatchSelectWidth={false}
      onChange={onChange}
      options={modes.map((mode) => ({ value: mode, label: t(`modes.${mode}`), title: mode === 'allow' ? '' : t(`modeHints.${mode}`) }))}
    />
  );
}
