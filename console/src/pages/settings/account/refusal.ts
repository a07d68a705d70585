import type { TFunction } from 'i18next';
import { ApiError } from '../../../api/error.ts';

/** Why the server would not change the entrance. */
export function refusalOf(error: unknown, t: TFunction<'account'>): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.code === 'DQ_PASSWORD_WRONG') return t('wrong');
  if (error.code === 'DQ_CODE_WRONG') return t('codeWrong');
  if (error.code === 'DQ_LOCKED_OUT') return t('locked');
  return error.faults[0]?.code === 'DQ_PASSWORD_EASY' ? t('easy') : error.message;
}
