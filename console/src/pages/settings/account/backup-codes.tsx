import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../parts/copy-button.tsx';

/** Backup codes to keep: shown this once. */
export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation('account');
  return (
    <Flex vertical gap={8}>
      <Typography.Text type="secondary">{t('codesHint')}</Typography.Text>
      <ul
        style={{ display: 'grid', gridTemplateColumns: 'repeat(2, auto)', gap: '4px 16px', justifyContent: 'start', padding: 0, margin: 0, listStyle: 'none' }}
      >
        {codes.map((code) => (
          <li key={code}>
            <Typography.Text code>{code}</Typography.Text>
          </li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join('\n')} />
      </div>
    </Flex>
  );
}
