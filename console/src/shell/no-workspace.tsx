import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { ResultHeading } from '../parts/result-heading.tsx';

/** A workspace that was removed, that never was, or that is others': one learns no more than that. */
export function NoWorkspace() {
  const { t } = useTranslation('shell');
  return (
    <Result
      status="404"
      title={<ResultHeading title={t('noWorkspace')} />}
      subTitle={t('noWorkspaceHint')}
      extra={
        <Button type="primary" href="/">
          {t('toOwn')}
        </Button>
      }
    />
  );
}
