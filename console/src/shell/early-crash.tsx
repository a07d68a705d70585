import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** A page that failed to draw, or whose file could not be fetched (a new version was installed meanwhile). Plain: the library itself may be what failed. */
export function EarlyCrash() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main style={{ maxWidth: 560, margin: '12vh auto', padding: 24 }}>
      <h1 style={{ fontSize: 20 }}>{t('error.crashed')}</h1>
      <p>{t('error.crashedHint')}</p>
      <pre style={{ whiteSpace: 'pre-wrap', color: 'var(--text-secondary)' }}>{error instanceof Error ? error.message : String(error)}</pre>
      <button type="button" onClick={() => window.location.reload()}>
        {t('refresh')}
      </button>
    </main>
  );
}
