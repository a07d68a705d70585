import type { SourceCreated, SourceListed } from '@danqing/contracts';
import { Alert, App, Button, Card, Flex, Popconfirm, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useFormats } from '../../../parts/format.ts';

const graces = ['0', '1', '24', '72', '168'] as const;

/** A new write key, with a time in which the old one still works. */
export function RotateKey({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation(['sources', 'common']);
  const { message } = App.useApp();
  const formats = useFormats();
  const [grace, setGrace] = useState<(typeof graces)[number]>('24');
  const rotate = useChange(
    (graceHours: number) => api.post<Static<typeof SourceCreated>>(`/api/v1/sources/${source.id}/rotate`, { graceHours }),
    ['/api/v1/sources'],
  );
  return (
    <Card size="small" title={t('rotate')}>
      <Flex vertical gap={12} align="flex-start">
        <Typography.Text type="secondary">{t('rotateHint')}</Typography.Text>
        <Typography.Text>
          {t('keyEnding', { hint: source.writeKeyHint ?? '' })}
          {source.previousKeyUntil !== null && ` · ${t('oldKeyUntil', { time: formats.time(source.previousKeyUntil) })}`}
        </Typography.Text>
        <Flex gap={8} wrap align="center">
          <span id="grace-label">{t('grace')}</span>
          <Select
            aria-labelledby="grace-label"
            value={grace}
            onChange={setGrace}
            style={{ minWidth: 130 }}
            options={graces.map((value) => ({ value, label: t(`graces.${value}`) }))}
          />
          <Popconfirm
            title={t('rotateAsk')}
            okText={t('rotate')}
            cancelText={t('common:cancel')}
            onConfirm={() => rotate.mutate(Number(grace), { onError: (error) => void message.error(error.message) })}
          >
            <Button loading={rotate.isPending}>{t('rotate')}</Button>
          </Popconfirm>
        </Flex>
        {typeof rotate.data?.writeKey === 'string' && (
          <Alert
            type="success"
            showIcon
            title={t('newKey')}
            description={
              <Flex gap={8} wrap align="center">
                <Typography.Text code>{rotate.data.writeKey}</Typography.Text>
                <CopyButton text={rotate.data.writeKey} />
                <span>{t('newKeyHint')}</span>
              </Flex>
            }
          />
        )}
      </Flex>
    </Card>
  );
}
