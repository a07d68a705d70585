import type { TwoFactorSetup } from '@danqing/contracts';
import { Alert, Flex, Form, Input, Modal, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { codeOf } from '../../../parts/code-of.ts';
import { BackupCodes } from './backup-codes.tsx';
import { refusalOf } from './refusal.ts';

export interface SetupDialogProps {
  readonly setup: TwoFactorSetup;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Scan, keep the backup codes, enter a code: only then it counts, so that nobody locks themselves out. */
export function SetupDialog({ setup, onDone, onClose }: SetupDialogProps) {
  const { t } = useTranslation(['account', 'common']);
  const { t: words } = useTranslation('account');
  const [form] = Form.useForm<{ code: string }>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const confirm = async (code: string): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await api.post('/api/auth/two-factor/confirm', { code: codeOf(code) });
      onDone();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const secret = new URL(setup.uri).searchParams.get('secret') ?? '';
  return (
    <Modal open title={t('turnOn')} okText={t('turnOn')} cancelText={t('common:cancel')} confirmLoading={isBusy} onOk={() => form.submit()} onCancel={onClose}>
      <Flex vertical gap={16}>
        <section>
          <Typography.Title level={3} style={{ fontSize: 15 }}>
            1. {t('scan')}
          </Typography.Title>
          <Typography.Text type="secondary">{t('scanHint')}</Typography.Text>
          <Flex gap={16} align="center" wrap style={{ marginTop: 12 }}>
            <div role="img" aria-label={t('qr')} style={{ background: '#ffffff', padding: 8, borderRadius: 6 }}>
              <QRCode value={setup.uri} type="canvas" size={168} color="#000000" bgColor="#ffffff" bordered={false} marginSize={2} />
            </div>
            <Typography.Text code style={{ wordBreak: 'break-all', flex: '1 1 160px' }}>
              {secret.replaceAll(/(.{4})/g, '$1 ')}
            </Typography.Text>
          </Flex>
        </section>
        <section>
          <Typography.Title level={3} style={{ fontSize: 15 }}>
            2. {t('codes')}
          </Typography.Title>
          <BackupCodes codes={setup.backupCodes} />
        </section>
        <Form<{ code: string }> form={form} layout="vertical" requiredMark={false} onFinish={({ code }) => void confirm(code)}>
          {error !== undefined && <Alert type="error" showIcon title={refusalOf(error, words)} style={{ marginBottom: 16 }} />}
          <Form.Item name="code" label={`3. ${t('enterCode')}`} rules={[{ required: true, message: t('enterCode') }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={20} style={{ maxWidth: 200 }} aria-label={t('code')} />
          </Form.Item>
        </Form>
      </Flex>
    </Modal>
  );
}
