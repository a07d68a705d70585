import type { CatalogueNote } from '@danqing/contracts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useEventNames } from '../../../parts/event-names.ts';
import { useFieldNames } from '../../../parts/field-names.ts';

/** What people call a thing of the catalogue in the language of the page: as they said it, else by the common word for it, else by its own name. */
export function useNoteLabel(kind: 'event' | 'property' | 'trait'): (note: CatalogueNote, name: string) => string {
  const language = useLanguage();
  const called = useEventNames();
  const fields = useFieldNames();
  const usual = { event: called.event, property: (path: string) => called.property('*', path), trait: fields.trait }[kind];
  return (note, name) => (language === 'zh' ? note.labelZh || note.labelEn : note.labelEn || note.labelZh) || usual(name);
}
