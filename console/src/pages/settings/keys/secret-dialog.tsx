import type { KeyCreated } from '@danqing/contracts';
import { Button, Flex, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { CopyButton } from '../../../parts/copy-button.tsx';

/** The secret of a new key: shown this once. */
export function SecretDialog({ made, onClose }: { readonly made: Static<typeof KeyCreated>; readonly onClose: () => void }) {
  const { t } = useTranslation('keys');
  const done = (
    <Button type="primary" onClick={onClose}>
      {t('saved')}
    </Button>
  );
  return (
    <Modal open title={`${t('secretTitle')} · ${made.name}`} footer={done} closable={false} keyboard={false}>
      <Flex vertical gap={12}>
        <Typography.Text>{t('secretLead')}</Typography.Text>
        <Flex gap={12} align="center" wrap>
          <Typography.Text code style={{ wordBreak: 'break-all' }}>
            {made.secret}
          </Typography.Text>
          <CopyButton text={made.secret} />
        </Flex>
        <Typography.Text type="secondary">{t('usage')}</Typography.Text>
        <Typography.Text code style={{ wordBreak: 'break-all' }}>
          Authorization: Bearer {made.secret.slice(0, 6)}…
        </Typography.Text>
      </Flex>
    </Modal>
  );
}
