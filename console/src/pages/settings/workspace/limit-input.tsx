import { InputNumber, type InputNumberProps } from 'antd';
import { useFormats } from '../../../parts/format.ts';
import { plainNumber } from '../../../parts/number-box.tsx';

/** A whole number with its thousands apart (1,000,000); as typed while somebody types. */
export function LimitInput(props: Omit<InputNumberProps, 'formatter' | 'parser' | 'precision'>) {
  const formats = useFormats();
  return (
    <InputNumber
      {...props}
      precision={0}
      formatter={(value, { userTyping, input }) => (userTyping ? input : value === undefined || value === '' ? '' : formats.number(Number(value)))}
      parser={plainNumber}
    />
  );
}
