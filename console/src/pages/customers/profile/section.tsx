import { Card } from 'antd';
import type { ReactNode } from 'react';

export interface SectionProps {
  /** To which anchors lead. */
  readonly id: string;
  readonly title: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a customer's page under its heading. */
export function Section({ id, title, extra, children }: SectionProps) {
  return (
    <section id={id} style={{ scrollMarginTop: 72, minWidth: 0 }}>
      <Card size="small" title={<h2 style={{ fontSize: 15, margin: 0, fontWeight: 600 }}>{title}</h2>} {...(extra !== undefined && { extra })}>
        {children}
      </Card>
    </section>
  );
}
