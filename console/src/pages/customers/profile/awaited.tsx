import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../../api/error.ts';

export interface AwaitedProps<T> {
  readonly query: UseQueryResult<T, ApiError>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** One part of the page while its data is on its way, or when it failed: the others stand. */
export function Awaited<T>({ query, rows = 3, children }: AwaitedProps<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Skeleton active title={false} paragraph={{ rows }} />;
  return (
    <Flex gap={8} align="center" wrap>
      <Typography.Text type="secondary">{query.error.status === 403 ? t('error.forbidden') : t('error.title')}</Typography.Text>
      {query.error.status !== 403 && (
        <Button size="small" onClick={() => void query.refetch()}>
          {t('retry')}
        </Button>
      )}
    </Flex>
  );
}
