import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { WentWrong } from '../parts/went-wrong.tsx';

/** A workspace that was removed, that never was, or that is others': one learns no more than that. */
export function NoWorkspace() {
  const { t } = useTranslation('shell');
  return (
    <WentWrong
      isPage
      title={t('noWorkspace')}
      text={t('noWorkspaceHint')}
      action={
        <Button type="primary" href="/">
          {t('toOwn')}
        </Button>
      }
    />
  );
}
