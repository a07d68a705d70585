import { eventReason } from '@danqing/contracts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** Why an event was dropped or parked, in people's words; unknown codes as they are. */
export function useReason(): (reason: string) => string {
  const language = useLanguage();
  return (reason) => eventReason(reason, language);
}
