import type { AlertSeverity } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Readonly<Record<AlertSeverity, string>> = { info: 'var(--text-secondary)', warning: 'var(--warning)', critical: 'var(--danger)' };

export function SeverityTag({ severity }: { readonly severity: AlertSeverity }) {
  const { t } = useTranslation('alerts');
  return (
    <Tag style={{ color: colours[severity], borderColor: colours[severity], borderStyle: 'solid', borderWidth: 1, background: 'transparent' }}>
      {t(`severities.${severity}`)}
    </Tag>
  );
}
