import { Typography } from 'antd';
import type { ReactNode } from 'react';

/** A label over what is entered, and a hint below. */
export function Field({
  label,
  hint,
  children,
  width = 320,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
  readonly width?: number;
}) {
  return (
    <label style={{ display: 'grid', gap: 4, alignContent: 'start', width, maxWidth: '100%' }}>
      <span>{label}</span>
      {children}
      {hint !== undefined && (
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {hint}
        </Typography.Text>
      )}
    </label>
  );
}
