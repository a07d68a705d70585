import { useTranslation } from 'react-i18next';
import { ExportDialog } from './export-dialog.tsx';
import { ListDialog, type Whom } from './list-dialog.tsx';
import type { ListState } from './list-state.ts';
import { SegmentDialog } from './segment-dialog.tsx';
import type { WholeAction } from './toolbar.tsx';
import type { Rows } from './use-rows.ts';
import type { Selection } from './use-selection.ts';

/** What is about to be done, and whether with the whole list or with those who are chosen. */
export interface Doing {
  readonly what: WholeAction | 'remove';
  readonly isWhole: boolean;
}

export interface ActionsProps {
  readonly doing: Doing | null;
  readonly state: ListState;
  readonly list: Rows;
  readonly selection: Selection;
  readonly columns: readonly { readonly column: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** The dialogs of what can be done with customers of the list. */
export function Actions({ doing, state, list, selection, columns, onClose }: ActionsProps) {
  const { t } = useTranslation('views');
  const title = state.base.kind === 'saved' ? state.base.view.name : t(`quick.${state.base.key}`);
  const isOfAll = doing?.isWhole === true || selection.isAll;
  const whom: Whom = isOfAll ? { rule: state.rule } : { ids: selection.ids };
  const count = isOfAll ? (list.total ?? 0) : selection.ids.length;
  const what = doing?.what;
  return (
    <>
      <ListDialog change={what === 'add' || what === 'remove' ? what : null} whom={whom} count={count} onClose={onClose} />
      {state.rule !== null && <SegmentDialog isOpen={what === 'segment'} rule={state.rule} suggestedName={title} onClose={onClose} />}
      <ExportDialog isOpen={what === 'export'} whom={whom} count={count} title={title} columns={columns} sort={state.sort} onClose={onClose} />
    </>
  );
}
