import { Input, type InputProps } from 'antd';
import type { TextAreaProps } from 'antd/es/input';
import { useTyped } from './typed.ts';

interface Read<T> {
  readonly value: T;
  /** What a text means. */
  readonly read: (text: string) => T;
  /** The same back. */
  readonly show: (value: T) => string;
  readonly onValue: (value: T) => void;
}
type Own = 'value' | 'defaultValue' | 'onChange';

/** What is typed stays as it is typed (`1.0` on the way to `1.05`), whatever is read of it; another value that comes from elsewhere takes its place. */
function useRead<T>({ value, read, show, onValue }: Read<T>) {
  const { typed, setTyped, tell } = useTyped(show(value), (text) => onValue(read(text)));
  return {
    value: typed,
    onChange: ({ target }: { readonly target: { readonly value: string } }): void => {
      setTyped(target.value);
      tell(show(read(target.value)));
    },
  };
}

/** A box for what is typed as text and means something else: a number, a list. */
export function ReadBox<T>({ value, read, show, onValue, ...props }: Read<T> & Omit<InputProps, Own>) {
  return <Input {...props} {...useRead({ value, read, show, onValue })} />;
}

/** The same with several lines. */
export function ReadArea<T>({ value, read, show, onValue, ...props }: Read<T> & Omit<TextAreaProps, Own>) {
  return <Input.TextArea {...props} {...useRead({ value, read, show, onValue })} />;
}
