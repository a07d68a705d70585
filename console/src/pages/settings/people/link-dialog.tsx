import type { OneTimeLink } from '@danqing/contracts';
import { Button, Flex, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useFormats } from '../../../parts/format.ts';

export interface MadeLink extends Static<typeof OneTimeLink> {
  /** Whom it is for, as people say it. */
  readonly for: string;
}

/** A link that works once, shown this once. */
export function LinkDialog({ made, onClose }: { readonly made: MadeLink; readonly onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const formats = useFormats();
  const done = (
    <Button type="primary" onClick={onClose}>
      {t('common:done')}
    </Button>
  );
  return (
    <Modal open title={`${t('linkTitle')} · ${made.for}`} onCancel={onClose} footer={done}>
      <Flex vertical gap={12}>
        <Typography.Text>{t('linkLead')}</Typography.Text>
        <Typography.Text code style={{ wordBreak: 'break-all' }}>
          {made.link}
        </Typography.Text>
        <Flex gap={12} align="center" wrap>
          <CopyButton text={made.link} />
          <Typography.Text type="secondary">{t('linkUntil', { time: formats.time(made.expiresAt) })}</Typography.Text>
        </Flex>
        <Typography.Text type="secondary">{t(made.isMailed ? 'linkMailed' : 'linkNotMailed')}</Typography.Text>
      </Flex>
    </Modal>
  );
}
