import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../api/use-api.ts';

export function Page() {
  const { t } = useTranslation('shell');
  const workspace = useWorkspaceKey();
  return (
    <Result
      status="404"
      title={t('notFound')}
      extra={
        <Link to={`/w/${workspace}/home`}>
          <Button type="primary">{t('toHome')}</Button>
        </Link>
      }
    />
  );
}
