import type { SourceListed } from '@danqing/contracts';
import { App, Button, Card, Flex, Form, Input, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { RotateKey } from './rotate-key.tsx';
import { NumberBox } from '../../../parts/number-box.tsx';

interface Change {
  readonly label?: string;
  readonly trust?: number;
  readonly isDisabled?: boolean;
}

/** Name, trust, key, and whether it may send. */
export function SourceSettings({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation(['sources', 'common']);
  const { message } = App.useApp();
  const change = useChange((body: Change) => api.patch<SourceListed>(`/api/v1/sources/${source.id}`, body), ['/api/v1/sources']);
  const save = (body: Change): void =>
    change.mutate(body, { onSuccess: () => void message.success(t('saved')), onError: (error) => void message.error(error.message) });
  const isDisabled = source.disabledAt !== null;
  return (
    <Flex vertical gap={16} style={{ maxWidth: 640 }}>
      <Card size="small">
        <Form<{ label: string; trust: number }>
          layout="vertical"
          requiredMark={false}
          initialValues={{ label: source.label, trust: source.trust }}
          onFinish={save}
        >
          <Form.Item name="label" label={t('label')} extra={t('labelHint')} rules={[{ required: true, whitespace: true, message: t('common:required') }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item label={t('key')}>
            <Typography.Text code copyable>
              {source.name}
            </Typography.Text>
          </Form.Item>
          <Form.Item name="trust" label={t('trust')} extra={t('trustHint')} rules={[{ required: true, message: t('common:required') }]}>
            <NumberBox min={0} max={100} precision={0} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('common:save')}
          </Button>
        </Form>
      </Card>
      {source.kind === 'stream' && <RotateKey source={source} />}
      <Card size="small" title={isDisabled ? t('enable') : t('disable')}>
        <Flex vertical gap={12} align="flex-start">
          <Typography.Text type="secondary">{isDisabled ? t('enableHint') : t('disableHint')}</Typography.Text>
          {isDisabled ? (
            <Button loading={change.isPending} onClick={() => save({ isDisabled: false })}>
              {t('enable')}
            </Button>
          ) : (
            <Popconfirm title={t('disableAsk')} okText={t('disable')} cancelText={t('common:cancel')} onConfirm={() => save({ isDisabled: true })}>
              <Button danger loading={change.isPending}>
                {t('disable')}
              </Button>
            </Popconfirm>
          )}
        </Flex>
      </Card>
    </Flex>
  );
}
