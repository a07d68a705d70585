import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/error.ts';
import { WentWrong } from './went-wrong.tsx';

interface ErrorStateProps {
  readonly error: Error;
  readonly onRetry?: () => void;
  /** In the place of a whole page, head and all. */
  readonly isPage?: boolean;
}

/** What went wrong, in the reader's words, with a way on. */
export function ErrorState({ error, onRetry, isPage = false }: ErrorStateProps) {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : 500;
  const words = status === 0 ? t('error.unreachable') : status === 403 ? t('error.forbidden') : status === 404 ? t('error.notFound') : error.message;
  const helpsToRetry = onRetry !== undefined && status !== 403 && status !== 404;
  return (
    <WentWrong
      isPage={isPage}
      title={status === 403 ? t('error.noAccess') : t('error.title')}
      text={words}
      {...(helpsToRetry && {
        action: (
          <Button type="primary" onClick={onRetry}>
            {t('retry')}
          </Button>
        ),
      })}
      {...(error instanceof ApiError && status !== 0 && { detail: t('error.code', { code: error.code }) })}
    />
  );
}
