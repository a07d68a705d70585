import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../model/tree.ts';
import { useEditor } from './context.ts';

/** A place between two parts where what is dragged can be let go. */
export function DropZone({ place, index, isExcluded }: { readonly place: Place; readonly index: number; readonly isExcluded: boolean | null }) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="rule-drop"
      data-over={isOver}
      title={t('dropHere')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        editor.drop(place, index, isExcluded);
      }}
    />
  );
}
