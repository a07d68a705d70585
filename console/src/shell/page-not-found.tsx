import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWorkspaceKey } from '../api/use-api.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { ResultHeading } from '../parts/result-heading.tsx';

export function Page() {
  const { t } = useTranslation('shell');
  const workspace = useWorkspaceKey();
  return (
    <Result
      status="404"
      title={<ResultHeading title={t('notFound')} />}
      extra={
        <LinkButton to={`/w/${workspace}/home`} type="primary">
          {t('toHome')}
        </LinkButton>
      }
    />
  );
}
