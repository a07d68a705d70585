import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { meaningKey } from './meanings.ts';

const faultCodes = [
  'DQ_IMPORT_FORMAT',
  'DQ_IMPORT_XLSX',
  'DQ_IMPORT_EMPTY',
  'DQ_IMPORT_GZIP',
  'DQ_IMPORT_ARCHIVE',
  'DQ_IMPORT_BOMB',
  'DQ_IMPORT_PARQUET',
  'DQ_IMPORT_PARQUET_WORK',
  'DQ_IMPORT_ENCODING',
  'DQ_IMPORT_MAPPING',
  'DQ_DISK_FULL',
  'DQ_FORBIDDEN',
  'DQ_NOT_FOUND',
  'DQ_UNREACHABLE',
] as const;

/** What the server says in permanent words, in the reader's. */
export function useImportWords() {
  const { t } = useTranslation('import');
  const language = useLanguage();
  return {
    /** What a column becomes. */
    target: (target: string): string => {
      const key = meaningKey(target);
      if (key !== undefined) return t(`meanings.${key}`);
      const name = target.slice(target.indexOf(':') + 1);
      if (target.startsWith('identifier:')) return t('ownIdentifier', { name });
      if (target.startsWith('trait:')) return t('ownTrait', { name });
      if (target.startsWith('context:')) return t('ownContext', { name });
      return target.startsWith('property:') ? t('ownProperty', { name }) : t('ownProduct', { name });
    },
    /** Why rows were left out; a reason that people wrote themselves stays as it is. */
    reason: (reason: string): string => {
      if (reason === 'no customer') return t('reasons.noCustomer');
      if (reason === 'not paid or closed') return t('reasons.notPaid');
      if (reason === 'quantity not above 0') return t('reasons.quantity');
      if (reason === 'price not above 0') return t('reasons.price');
      if (reason === 'no visitor') return t('reasons.noVisitor');
      if (reason === 'a robot') return t('reasons.robot');
      if (reason === 'not a page') return t('reasons.notPage');
      if (reason === 'no number where one has to be') return t('reasons.notNumber');
      if (reason === 'a copy of an earlier row') return t('reasons.copy');
      return reason === 'no case holds' ? t('reasons.noCase') : reason;
    },
    /** What went wrong. What the server adds is in English, and more exact: English readers get it. */
    fault: (error: { readonly code: string; readonly message: string }): string => {
      const code = faultCodes.find((known) => known === error.code);
      return code === undefined || (language === 'en' && error.code !== 'DQ_UNREACHABLE') ? error.message : t(`faults.${code}`);
    },
    event: (event: string): string => {
      if (event === 'Order Completed') return t('eventNames.completed');
      if (event === 'Order Refunded') return t('eventNames.refunded');
      if (event === '$identify') return t('eventNames.identify');
      if (event === 'Survey Submitted') return t('eventNames.survey');
      if (event === 'Coupon Applied') return t('eventNames.couponUsed');
      if (event === 'Coupon Received') return t('eventNames.couponGot');
      if (event === 'Points Earned') return t('eventNames.pointsEarned');
      if (event === 'Points Spent') return t('eventNames.pointsSpent');
      if (event === 'Page Viewed') return t('eventNames.page');
      return event === 'product' ? t('eventNames.product') : event;
    },
    /** What was mended in the file. */
    noticed: (name: string, count: number): string =>
      name === 'copy' ? t('noticedCopy', { count }) : t('noticedEncoding', { count, encoding: name.replace('encoding:', '').toUpperCase() }),
    rest: (seconds: number): string =>
      seconds < 90 ? t('seconds', { count: Math.max(1, Math.round(seconds)) }) : t('minutes', { count: Math.round(seconds / 60) }),
  };
}
