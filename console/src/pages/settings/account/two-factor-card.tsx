import { CheckOutlined } from '@ant-design/icons';
import type { BackupCodes as Codes, TwoFactorSetup } from '@danqing/contracts';
import { App, Button, Card, Flex, Modal, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { BackupCodes } from './backup-codes.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { SetupDialog } from './setup-dialog.tsx';

type Step = 'on' | 'off' | 'codes';
const path = { on: 'enable', off: 'disable', codes: 'backup-codes' } as const;

/** The second factor: on, off, new backup codes. Each begins with the password. */
export function TwoFactorCard({ isOn }: { readonly isOn: boolean }) {
  const { t } = useTranslation(['account', 'common']);
  const { message } = App.useApp();
  const [step, setStep] = useState<Step>();
  const [setup, setSetup] = useState<TwoFactorSetup>();
  const [codes, setCodes] = useState<readonly string[]>();
  const done = useChange((work: () => Promise<unknown>) => work(), ['/api/v1/me']);

  const prove = async (password: string): Promise<void> => {
    if (step === 'on') setSetup(await api.post<TwoFactorSetup>(`/api/auth/two-factor/${path.on}`, { password }));
    if (step === 'codes') setCodes((await api.post<Static<typeof Codes>>(`/api/auth/two-factor/${path.codes}`, { password })).backupCodes);
    if (step === 'off') {
      await done.mutateAsync(() => api.post(`/api/auth/two-factor/${path.off}`, { password }));
      void message.success(t('turnedOff'));
    }
    setStep(undefined);
  };
  const finish = (): void => {
    setSetup(undefined);
    done.mutate(() => Promise.resolve());
    void message.success(t('turnedOn'));
  };
  const state = <Tag icon={isOn ? <CheckOutlined /> : undefined}>{t(isOn ? 'isOn' : 'isOff')}</Tag>;
  return (
    <Card title={t('twoFactor')} extra={state}>
      <p style={{ marginTop: 0, color: 'var(--text-secondary)' }}>{t('twoFactorLead')}</p>
      <Flex gap={8} wrap>
        {isOn ? (
          <>
            <Button onClick={() => setStep('codes')}>{t('newCodes')}</Button>
            <Button danger onClick={() => setStep('off')}>
              {t('turnOff')}
            </Button>
          </>
        ) : (
          <Button onClick={() => setStep('on')}>{t('turnOn')}</Button>
        )}
      </Flex>
      {step !== undefined && (
        <PasswordDialog title={t(step === 'on' ? 'turnOn' : step === 'off' ? 'turnOff' : 'newCodes')} onProof={prove} onClose={() => setStep(undefined)} />
      )}
      {setup !== undefined && <SetupDialog setup={setup} onDone={finish} onClose={() => setSetup(undefined)} />}
      {codes !== undefined && (
        <Modal open title={t('codes')} footer={<Button onClick={() => setCodes(undefined)}>{t('common:done')}</Button>} onCancel={() => setCodes(undefined)}>
          <BackupCodes codes={codes} />
        </Modal>
      )}
    </Card>
  );
}
