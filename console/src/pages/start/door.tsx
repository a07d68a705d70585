import { Card, Flex, Typography } from 'antd';
import type { DragEvent, ReactNode } from 'react';

export interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
  /** Where a file may be dropped on it. */
  readonly onFile?: (file: File) => void;
}

/** One way to begin. */
export function Door({ icon, title, text, children, onFile }: DoorProps) {
  const drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files;
    if (onFile === undefined || file === undefined) return;
    event.preventDefault();
    onFile(file);
  };
  return (
    <Card
      style={{ flex: '1 1 260px', minWidth: 0 }}
      styles={{ body: { height: '100%' } }}
      onDragOver={(event) => onFile !== undefined && event.preventDefault()}
      onDrop={drop}
    >
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
