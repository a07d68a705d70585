import { type OneTimeLink, type Role, roles } from '@danqing/contracts';
import { Alert, Form, Input, Modal, Radio, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { LinkDialog, type MadeLink } from './link-dialog.tsx';

interface Invitation {
  readonly email: string;
  readonly role: Role;
}

/** E-mail and role; the answer is the link to hand over. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['people', 'entrance', 'common']);
  const [form] = Form.useForm<Invitation>();
  const [made, setMade] = useState<MadeLink>();
  const invite = useChange((wanted: Invitation) => api.post<Static<typeof OneTimeLink>>('/api/v1/operators/invitations', wanted), ['/api/v1/operators']);

  if (made !== undefined) return <LinkDialog made={made} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('inviteTitle')}
      okText={t('inviteSubmit')}
      cancelText={t('common:cancel')}
      confirmLoading={invite.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Invitation>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'viewer' }}
        onFinish={(wanted) => invite.mutate(wanted, { onSuccess: (link) => setMade({ ...link, for: wanted.email }) })}
      >
        {invite.error !== null && <Alert type="error" showIcon title={invite.error.message} style={{ marginBottom: 16 }} />}
        <Form.Item name="email" label={t('inviteEmail')} rules={[{ required: true, type: 'email', message: t('emailFault') }]}>
          <Input type="email" autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="role" label={t('inviteRole')}>
          <Radio.Group>
            <Space orientation="vertical" size={8}>
              {roles.map((role) => (
                <Radio key={role} value={role}>
                  {t(`entrance:roles.${role}`)} <Typography.Text type="secondary">{t(`roleHints.${role}`)}</Typography.Text>
                </Radio>
              ))}
            </Space>
          </Radio.Group>
        </Form.Item>
      </Form>
    </Modal>
  );
}
