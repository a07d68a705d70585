import { Input, type InputProps } from 'antd';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTyped } from './typed.ts';

/** While somebody types, the list waits this long. */
const restMs = 250;

export interface SearchBoxProps {
  /** What is looked for now; it may also change from elsewhere (back, "clear filters"). */
  readonly text: string;
  /** Told without blanks around it, and only when it is another text. */
  readonly onText: (text: string) => void;
  readonly label: string;
  /** Shown while the box is empty; the label unless given. */
  readonly hint?: string;
  /** Looks for it only when asked to (Enter, the button): where looking is dear, or what is typed is personal. */
  readonly isAsked?: boolean;
  readonly size?: InputProps['size'];
  readonly style?: CSSProperties;
}

/** Where somebody types what to look for. It is told when the typing rests, at Enter and when the box is left – never later, for by then somebody may be on the way to another page. */
export function SearchBox({ text, onText, label, hint = label, isAsked = false, size, style }: SearchBoxProps) {
  const { typed, setTyped, tell: hand } = useTyped(text, onText);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = (value: string): void => {
    clearTimeout(timer.current);
    hand(value.trim());
  };
  const tellSoon = (value: string): void => {
    clearTimeout(timer.current);
    if (!isAsked) timer.current = setTimeout(() => tell(value), restMs);
  };
  return (
    <Input.Search
      allowClear
      aria-label={label}
      placeholder={hint}
      value={typed}
      onChange={({ target, nativeEvent }) => {
        setTyped(target.value);
        if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) tellSoon(target.value);
      }}
      onCompositionEnd={({ currentTarget }) => tellSoon(currentTarget.value)}
      onBlur={({ target }) => !isAsked && tell(target.value)}
      onSearch={tell}
      {...(size !== undefined && { size })}
      {...(style !== undefined && { style })}
    />
  );
}
