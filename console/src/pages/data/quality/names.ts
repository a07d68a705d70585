import { useTranslation } from 'react-i18next';
import { useEventNames } from '../../../parts/event-names.ts';
import { useFieldNames } from '../../../parts/field-names.ts';

export interface QualityNames {
  /** An event in people's words; '' is customers, '*' the whole source. */
  readonly subject: (event: string) => string;
  readonly field: (event: string, field: string) => string;
  /** Both together; of a whole source just that. */
  readonly both: (event: string, field: string) => string;
}

export function useQualityNames(): QualityNames {
  const { t } = useTranslation('data-quality');
  const events = useEventNames();
  const fields = useFieldNames();
  const subject = (event: string): string => (event === '' ? t('customersSubject') : event === '*' ? t('wholeSource') : events.event(event));
  const field = (event: string, path: string): string => (event === '' ? fields.trait(path) : events.property(event, path));
  return { subject, field, both: (event, path) => (path === '' ? subject(event) : t('fieldOf', { subject: subject(event), field: field(event, path) })) };
}

/** Where the page of a field is. */
export const fieldPath = (workspace: string, event: string, field: string, days: string): string =>
  `/w/${workspace}/data/quality/field?${new URLSearchParams({ event, field, ...(days === '30' ? {} : { days }) }).toString()}`;
