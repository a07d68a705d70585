import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';

export interface PageHeadProps {
  readonly title: string;
  /** One sentence: what this page is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of every page; its title is the window's title too. */
export function PageHead({ title, lead, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · 丹青 Danqing`;
  }, [title]);
  return (
    <Flex wrap justify="space-between" align="flex-start" gap={12} style={{ marginBottom: 20 }}>
      <div style={{ minWidth: 0, flex: '1 1 320px' }}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0, lineHeight: 1.4 }}>
          {title}
        </Typography.Title>
        {lead !== undefined && <Typography.Text type="secondary">{lead}</Typography.Text>}
      </div>
      {actions !== undefined && (
        <Flex wrap gap={8}>
          {actions}
        </Flex>
      )}
    </Flex>
  );
}
