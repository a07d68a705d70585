import { useState } from 'react';
import { NumberBox, type NumberBoxProps } from './number-box.tsx';

interface SureNumberProps extends Omit<NumberBoxProps, 'value' | 'defaultValue' | 'onChange' | 'onBlur'> {
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** A number that is never none. Emptied, it waits for another one to be typed; left empty, it shows again what it was. */
export function SureNumber({ value, onValue, ...props }: SureNumberProps) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <NumberBox
      {...props}
      value={isEmpty ? null : value}
      onChange={(next) => {
        setEmpty(next === null);
        if (next !== null) onValue(next);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
