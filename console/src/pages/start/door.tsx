import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

export interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One way to begin. */
export function Door({ icon, title, text, children }: DoorProps) {
  return (
    <Card style={{ flex: '1 1 260px', minWidth: 0 }} styles={{ body: { height: '100%' } }}>
      <Flex vertical gap={12} style={{ height: '100%' }}>
        <Flex gap={8} align="center">
          <span aria-hidden style={{ fontSize: 22 }}>
            {icon}
          </span>
          <Typography.Title level={3} style={{ fontSize: 16, margin: 0 }}>
            {title}
          </Typography.Title>
        </Flex>
        <Typography.Text type="secondary" style={{ flex: 1 }}>
          {text}
        </Typography.Text>
        {children}
      </Flex>
    </Card>
  );
}
