import type { CSSProperties } from 'react';
import { DayInput } from './day-input.tsx';
import { useTyped } from './typed.ts';

export interface DayBoxProps {
  /** `2026-11-23`, or nothing. */
  readonly day: string;
  readonly onDay: (day: string) => void;
  readonly label: string;
  readonly min?: string;
  readonly max?: string;
  readonly style?: CSSProperties;
}

/** While a year is typed the browser already names days: of the year 2, 20 and 202. */
const isWhole = (day: string): boolean => day === '' || day >= '1000';

/** A day to filter by, told when it is whole. */
export function DayBox({ day, onDay, label, min = '', max = '', style }: DayBoxProps) {
  const { typed, setTyped, tell } = useTyped(day, onDay);
  return (
    <DayInput
      aria-label={label}
      value={typed}
      {...(min !== '' && { min })}
      {...(max !== '' && { max })}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isWhole(target.value)) tell(target.value);
      }}
      {...(style !== undefined && { style })}
    />
  );
}
