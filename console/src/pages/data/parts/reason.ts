import { useTranslation } from 'react-i18next';

/** Why an event was dropped or parked, in people's words; unknown codes as they are. */
export function useReason(): (reason: string) => string {
  const { i18n } = useTranslation('debugger');
  return (reason) => {
    const found: unknown = i18n.getResource(i18n.language, 'debugger', `reasons.${reason}`);
    return typeof found === 'string' ? found : reason;
  };
}
