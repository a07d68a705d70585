import { InputNumber, type InputNumberProps } from 'antd';

/** What was typed or pasted, as digits: those of an input method that writes full-width ones (１２．５) too, and of a table that sets thousands apart. */
export const plainNumber = (text = ''): string =>
  text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replaceAll(/[^\w.-]+/g, '');

/** The number that somebody typed; null: none. */
const numberOf = (value: number | string | null): number | null => (typeof value === 'string' ? Number(value) : value);

export interface NumberBoxProps extends Omit<InputNumberProps, 'parser' | 'stringMode' | 'onChange'> {
  readonly onChange?: (value: number | null) => void;
}

/** A number in a box. */
export const NumberBox = ({ onChange, ...rest }: NumberBoxProps) => (
  <InputNumber {...rest} parser={plainNumber} onChange={(value) => onChange?.(numberOf(value))} />
);
