import { Typography } from 'antd';
import { type ReactNode, useId } from 'react';
import { FaultsAt } from './faults.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Where in the request it stands: what the server says of it is shown here. */
  readonly at?: string;
  readonly children: ReactNode;
}

/** A part of the definition with its name above and what is wrong with it below. */
export function Field({ label, hint, at, children }: FieldProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} style={{ marginBottom: 16 }}>
      <div id={id} style={{ marginBottom: 6, fontWeight: 500 }}>
        {label}
      </div>
      {children}
      {hint !== undefined && (
        <Typography.Text type="secondary" style={{ display: 'block', marginTop: 4, fontSize: 13 }}>
          {hint}
        </Typography.Text>
      )}
      {at !== undefined && <FaultsAt at={at} />}
    </div>
  );
}
