import { Select } from 'antd';
import { useThingNames } from '../use-names.ts';

export const mostCompared = 6;

interface SegmentSelectProps {
  readonly value: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
  readonly label: string;
  /** Is not offered: it is there already. */
  readonly except?: string;
  readonly most?: number;
}

/** Chooses segments by name. */
export function SegmentSelect({ value, onChange, label, except, most = mostCompared }: SegmentSelectProps) {
  const { segments } = useThingNames();
  return (
    <Select<string[]>
      mode="multiple"
      maxCount={most}
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 280, width: '100%', maxWidth: 640 }}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...value]}
      onChange={onChange}
      options={segments.filter(({ key }) => key !== except).map(({ key, name }) => ({ value: key, label: name }))}
    />
  );
}
