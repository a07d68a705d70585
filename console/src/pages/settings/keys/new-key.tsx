import type { KeyCreated, KeyInput } from '@danqing/contracts';
import { Alert, Checkbox, Form, Input, Modal, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { SecretDialog } from './secret-dialog.tsx';

type Wanted = Static<typeof KeyInput>;
type Made = Static<typeof KeyCreated>;
const scopes = ['read', 'write', 'admin'] as const;

/** A name and what it may do; then the secret, once. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['keys', 'common']);
  const [form] = Form.useForm<Wanted>();
  const chosen = Form.useWatch('scopes', form);
  const [made, setMade] = useState<Made>();
  const create = useChange((wanted: Wanted) => api.post<Made>('/api/v1/keys', wanted), ['/api/v1/keys']);

  if (made !== undefined) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('create')}
      okText={t('create')}
      cancelText={t('common:cancel')}
      okButtonProps={{ disabled: chosen?.length === 0 }}
      confirmLoading={create.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Wanted>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ scopes: ['read'] }}
        onFinish={(wanted) => create.mutate(wanted, { onSuccess: setMade })}
      >
        {create.error !== null && <Alert type="error" showIcon title={create.error.message} style={{ marginBottom: 16 }} />}
        <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('nameFault') }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="scopes" label={t('scopes')}>
          <Checkbox.Group>
            <Space orientation="vertical" size={8}>
              {scopes.map((scope) => (
                <Checkbox key={scope} value={scope}>
                  {t(`scope.${scope}`)} <Typography.Text type="secondary">{t(`scopeHints.${scope}`)}</Typography.Text>
                </Checkbox>
              ))}
            </Space>
          </Checkbox.Group>
        </Form.Item>
        {chosen?.includes('admin') && <Alert type="warning" showIcon title={t('adminWarning')} />}
      </Form>
    </Modal>
  );
}
