import type { WebhookRecognition } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../../parts/data-table.tsx';

const nothing = (): void => undefined;

/** The paths of what came, with an example: what columns of a mapping may be. */
export function SeenFields({ columns }: { readonly columns: WebhookRecognition['columns'] }) {
  const { t } = useTranslation('webhooks');
  return (
    <DataTable
      label={t('fields')}
      rows={columns}
      error={null}
      onRetry={nothing}
      rowKey={({ path }) => path}
      empty={null}
      size="small"
      columns={[
        {
          title: t('path'),
          key: 'path',
          render: (_, { path }) => (
            <Typography.Text code copyable>
              {path}
            </Typography.Text>
          ),
        },
        { title: t('example'), key: 'example', render: (_, { example }) => example },
      ]}
    />
  );
}
