import { useTranslation } from 'react-i18next';
import { useWorkspaceKey } from '../api/use-api.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { WentWrong } from '../parts/went-wrong.tsx';

export function Page() {
  const { t } = useTranslation('shell');
  const workspace = useWorkspaceKey();
  return (
    <WentWrong
      isPage
      title={t('notFound')}
      action={
        <LinkButton to={`/w/${workspace}/home`} type="primary">
          {t('toHome')}
        </LinkButton>
      }
    />
  );
}
