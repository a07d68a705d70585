import { Empty, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface EmptyStateProps {
  readonly title?: string;
  /** What to do so that something is here. */
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}

/** An empty list says why it is empty and what fills it. */
export function EmptyState({ title, hint, action }: EmptyStateProps) {
  const { t } = useTranslation();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={null} style={{ padding: '40px 16px' }}>
      <Flex vertical gap={8} align="center">
        <Typography.Text strong>{title ?? t('empty.title')}</Typography.Text>
        {hint !== undefined && (
          <Typography.Text type="secondary" style={{ maxWidth: 460 }}>
            {hint}
          </Typography.Text>
        )}
        {action}
      </Flex>
    </Empty>
  );
}
