import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from './refusal.ts';

export interface PasswordDialogProps {
  readonly title: string;
  /** Does the deed; what it throws is shown here. */
  readonly onProof: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password before the second factor changes. */
export function PasswordDialog({ title, onProof, onClose }: PasswordDialogProps) {
  const { t } = useTranslation(['account', 'common']);
  const { t: words } = useTranslation('account');
  const [form] = Form.useForm<{ password: string }>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const prove = async (password: string): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onProof(password);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal open title={title} okText={t('continue')} cancelText={t('common:cancel')} confirmLoading={isBusy} onOk={() => form.submit()} onCancel={onClose}>
      <Form<{ password: string }> form={form} layout="vertical" requiredMark={false} onFinish={({ password }) => void prove(password)}>
        {error !== undefined && <Alert type="error" showIcon title={refusalOf(error, words)} style={{ marginBottom: 16 }} />}
        <Form.Item name="password" label={t('confirmPassword')} rules={[{ required: true, message: t('confirmPassword') }]}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
