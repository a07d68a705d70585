import { shortestPassword } from '@danqing/contracts';
import { Alert, App, Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { refusalOf } from './refusal.ts';

interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly repeat: string;
}

/** A new password, with the old one. */
export function PasswordCard({ email }: { readonly email: string }) {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useChange(({ current, next }: Passwords) => api.post('/api/auth/password', { current, new: next }), ['/api/v1/me']);
  const save = (passwords: Passwords): void =>
    change.mutate(passwords, {
      onSuccess: () => {
        form.resetFields();
        void message.success(t('changed'));
      },
    });
  return (
    <Card title={t('password')}>
      <p style={{ marginTop: 0, color: 'var(--text-secondary)' }}>{t('passwordLead')}</p>
      <Form<Passwords> form={form} layout="vertical" requiredMark={false} onFinish={save}>
        {change.error !== null && <Alert type="error" showIcon title={refusalOf(change.error, t)} style={{ marginBottom: 16 }} />}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('current') }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="next" label={t('next')} rules={[{ required: true, min: shortestPassword, message: t('short', { least: shortestPassword }) }]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('repeat')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) => (value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('differs')))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('change')}
        </Button>
      </Form>
    </Card>
  );
}
