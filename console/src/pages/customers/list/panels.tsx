import type { SavedView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { ColumnPicker } from './column-picker.tsx';
import { FilterDrawer } from './filter.tsx';
import type { ListState } from './list-state.ts';
import { ManageViews } from './manage-views.tsx';
import type { Columns } from './use-columns.ts';
import { ViewDialog } from './view-dialog.tsx';

export interface PanelsProps {
  /** Which one is open, as the address has it: filter, columns, save, views. */
  readonly panel: string;
  readonly state: ListState;
  readonly views: readonly SavedView[];
  readonly known: Columns;
  readonly onClose: () => void;
}

/** What opens beside the list: its filter, its columns, its views. */
export function Panels({ panel, state, views, known, onClose }: PanelsProps) {
  const { t } = useTranslation('views');
  const { base } = state;
  return (
    <>
      <FilterDrawer rule={state.rule} isOpen={panel === 'filter'} onApply={(rule) => state.change({ rule }, true)} onClose={onClose} />
      <ColumnPicker isOpen={panel === 'columns'} columns={state.columns} known={known} onChange={(columns) => state.change({ columns })} onClose={onClose} />
      <ViewDialog
        isOpen={panel === 'save'}
        shown={state}
        suggestedName={base.kind === 'saved' ? t('copyOf', { name: base.view.name }) : ''}
        onSaved={({ id }) => state.open(String(id))}
        onClose={onClose}
      />
      <ManageViews
        isOpen={panel === 'views'}
        views={views}
        onClose={onClose}
        onGone={({ id }) => {
          if (state.name === String(id)) state.open('everyone');
        }}
      />
    </>
  );
}
