import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';

export interface WentWrongProps {
  readonly title: string;
  readonly text?: string;
  /** A way on. */
  readonly action?: ReactNode;
  /** For whoever is asked for help. */
  readonly detail?: string;
  /** In the place of a whole page: its first heading, and the window's title. */
  readonly isPage?: boolean;
}

/** Where something should stand that cannot be shown: what went wrong, and the way on. */
export function WentWrong({ title, text, action, detail, isPage = false }: WentWrongProps) {
  useEffect(() => {
    if (isPage) document.title = `${title} · 丹青 Danqing`;
  }, [isPage, title]);
  const Title = isPage ? 'h1' : 'p';
  return (
    <Flex vertical gap={12} align="center" data-went-wrong style={{ padding: '48px 24px', textAlign: 'center', overflowWrap: 'anywhere' }}>
      <ExclamationCircleOutlined aria-hidden style={{ fontSize: 40, color: 'var(--warning)' }} />
      <Title style={{ margin: 0, fontSize: 20, fontWeight: 600, lineHeight: 1.4 }}>{title}</Title>
      {text !== undefined && (
        <Typography.Text type="secondary" style={{ maxWidth: 560 }}>
          {text}
        </Typography.Text>
      )}
      {action}
      {detail !== undefined && <Typography.Text type="secondary">{detail}</Typography.Text>}
    </Flex>
  );
}
