import { Input, type InputProps } from 'antd';

/** Without an end the browser takes years of six digits, and who types 20261123 is then in the year 202611. */
const lastDay = '9999-12-31';

/** A day (`2026-11-23`) in the browser's own box: it speaks the reader's language and works on a phone. */
export const DayInput = (props: Omit<InputProps, 'type'>) => <Input max={lastDay} {...props} type="date" />;

/** A day and a time of this device (`2026-11-23T09:30`), in the browser's own box. */
export const MomentInput = (props: Omit<InputProps, 'type'>) => <Input max={`${lastDay}T23:59`} {...props} type="datetime-local" />;
