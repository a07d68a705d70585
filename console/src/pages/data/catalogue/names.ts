import type { CatalogueNote } from '@danqing/contracts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** What people call a thing of the catalogue in the language of the page; its own name where nobody has said. */
export function useNoteLabel(): (note: CatalogueNote, name: string) => string {
  const language = useLanguage();
  return (note, name) => (language === 'zh' ? note.labelZh || note.labelEn : note.labelEn || note.labelZh) || name;
}
