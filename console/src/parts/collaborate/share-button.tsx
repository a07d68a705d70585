import { type Capability, mayUse, roles } from '@danqing/contracts';
import { ShareAltOutlined } from '@ant-design/icons';
import { Button, Flex, Popover, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { CopyButton } from '../copy-button.tsx';

/** The address of what is on the screen, with who can open it: a link opens nothing to anybody. */
export function ShareButton({ needs }: { readonly needs: Capability }) {
  const { t } = useTranslation(['collaborate', 'entrance']);
  const language = useLanguage();
  const names = roles.filter((role) => mayUse(role, needs)).map((role) => t(`entrance:roles.${role}`));
  const content = (
    <Flex vertical gap={8} style={{ maxWidth: 320 }}>
      <Typography.Text>{t('shareLead')}</Typography.Text>
      <Typography.Text type="secondary">{t('shareWho', { roles: names.join(language === 'zh' ? '、' : ', ') })}</Typography.Text>
      <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
        {window.location.href}
      </Typography.Text>
      <CopyButton text={window.location.href} />
    </Flex>
  );
  return (
    <Popover trigger="click" title={t('shareTitle')} content={content} destroyOnHidden>
      <Button icon={<ShareAltOutlined />}>{t('share')}</Button>
    </Popover>
  );
}
