import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link in the dress of a button: one element, so that the keyboard stops at it once. */
export function LinkButton({ to, ...rest }: Omit<ButtonProps, 'href' | 'onClick'> & { readonly to: string }) {
  return <Button {...rest} href={useHref(to)} onClick={useLinkClickHandler<HTMLElement>(to)} />;
}
