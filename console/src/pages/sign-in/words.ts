import { shortestPassword } from '@danqing/contracts';
import type { TFunction } from 'i18next';
import { ApiError } from '../../api/error.ts';

/** What to tell somebody whose sign-in was refused. */
export function wordsOf(error: unknown, t: TFunction<'entrance'>): string {
  if (!(error instanceof ApiError)) return t('error.other', { detail: String(error) });
  switch (error.code) {
    case 'DQ_SIGN_IN_REFUSED':
      return t('error.refused');
    case 'DQ_LOCKED_OUT':
      return t('error.locked', { minutes: minutesIn(error) });
    case 'DQ_TOO_MANY':
      return t('error.tooMany');
    case 'DQ_CODE_WRONG':
      return t('error.code');
    case 'DQ_SIGN_IN_EXPIRED':
      return t('error.expired');
    case 'DQ_LINK_GONE':
      return t('error.link');
    case 'DQ_PASSWORD_WRONG':
      return t('error.wrongPassword');
    case 'DQ_CROSS_SITE':
      return t('error.origin');
    case 'DQ_UNREACHABLE':
      return t('error.unreachable');
    default:
      return wordsOfFaults(error, t);
  }
}

function wordsOfFaults(error: ApiError, t: TFunction<'entrance'>): string {
  const [fault] = error.faults;
  if (fault?.code === 'DQ_PASSWORD_EASY') return t('error.easy');
  if (fault?.path === '/password' || fault?.path === '/new') return t('error.short', { least: shortestPassword });
  if (fault?.path === '/email') return t('error.email');
  if (fault?.path === '/name') return t('error.name');
  return t('error.other', { detail: error.message });
}

/** The server says the seconds to wait in the detail of the fault. */
const minutesIn = (error: ApiError): number => Math.max(1, Math.ceil(Number(error.faults[0]?.message ?? 900) / 60));
