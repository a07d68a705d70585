import type { ConnectionPlace, ConnectionSchedule } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';

const codes = [
  'DQ_ADDRESS_PRIVATE',
  'DQ_ADDRESS_UNKNOWN',
  'DQ_CONNECTION_UNREACHABLE',
  'DQ_CONNECTION_REFUSED',
  'DQ_CONNECTION_TLS',
  'DQ_CONNECTION_QUERY',
  'DQ_CONNECTION_COLUMN',
  'DQ_CONNECTION_TIMEOUT',
  'DQ_CONNECTION_FOLDER',
  'DQ_CONNECTION_BUCKET',
  'DQ_CONNECTION_EMPTY',
  'DQ_SECRET_NEEDED',
] as const;

export function useConnectionWords() {
  const { t } = useTranslation('connections');
  return {
    /** What went wrong, and below it what the other side said. */
    fault: (error: { readonly code: string; readonly message: string }): { readonly title: string; readonly detail: string | null } => {
      const code = codes.find((known) => known === error.code);
      return code === undefined ? { title: error.message, detail: null } : { title: t(`faults.${code}`), detail: error.message };
    },
    place: (place: ConnectionPlace): string => {
      if (place.kind === 'folder') return place.folder;
      return place.kind === 's3' ? `${place.bucket} · ${place.endpoint}` : `${place.host} · ${place.database}`;
    },
    schedule: (schedule: ConnectionSchedule): string => {
      if (schedule.every === 'minutes') return t('everyMinutes', { n: schedule.minutes });
      return schedule.every === 'day' ? `${t('everies.day')} ${schedule.at}` : t(`everies.${schedule.every}`);
    },
  };
}
