import type { ProfileView } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { nameOf } from './names.ts';

/** A customer's name, leading to their page. */
export function CustomerLink({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customers');
  const workspace = useWorkspaceKey();
  return (
    <div>
      <Link to={`/w/${workspace}/customers/${profile.id}`}>{nameOf(profile) ?? t('unnamed')}</Link>
      <Typography.Text type="secondary" style={{ display: 'block' }}>
        {t('number', { id: profile.id })}
      </Typography.Text>
    </div>
  );
}
