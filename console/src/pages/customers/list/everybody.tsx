import type { QuickViewList, RuleVocabulary, SavedViewList, WorkspaceDetail } from '@danqing/contracts';
import { Alert, Grid, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { keepStored, readStored } from '../../../i18n/language.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { Actions, type Doing } from './actions.tsx';
import { ChangeBar } from './change-bar.tsx';
import { CustomerCards } from './customer-cards.tsx';
import { CustomerTable, type CustomersProps } from './customer-table.tsx';
import { FilterWords } from './filter.tsx';
import { useListState } from './list-state.ts';
import { NoCustomers } from './no-customers.tsx';
import { Panels } from './panels.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { Toolbar, type WholeAction } from './toolbar.tsx';
import { type Columns, useColumns } from './use-columns.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { ViewBar } from './view-bar.tsx';
import { viewsPath } from './view-dialog.tsx';

const densityKey = 'danqing.customers.compact';
const quickEveryMs = 60_000;
const none: QuickViewList['items'] = [];

/** Everybody, by the view that is open; waits for what views and columns are called, not for counts. */
export function Everybody() {
  const views = useApi<SavedViewList>(viewsPath);
  const quick = useApi<QuickViewList>(`${viewsPath}/quick`, { everyMs: quickEveryMs });
  // The columns are called what the vocabulary says; a list without names would change under the reader.
  const vocabulary = useApi<RuleVocabulary>('/api/v1/rules/vocabulary');
  const known = useColumns();
  const asked = [views, vocabulary];
  const failed = asked.find(({ error }) => error !== null)?.error;
  if (failed !== undefined && failed !== null) return <ErrorState error={failed} onRetry={() => void Promise.all(asked.map(({ refetch }) => refetch()))} />;
  if (views.data === undefined || vocabulary.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <ListOf views={views.data.items} quick={quick.data?.items ?? none} known={known} />;
}

interface ListOfProps {
  readonly views: SavedViewList['items'];
  readonly quick: QuickViewList['items'];
  readonly known: Columns;
}

function ListOf({ views, quick, known }: ListOfProps) {
  const { t } = useTranslation('views');
  const isWide = Grid.useBreakpoint().md ?? true;
  const workspace = useApi<WorkspaceDetail>('/api/v1/workspace');
  const [mayList, mayExport, mayDefine] = [useMay('lists.write'), useMay('data.export'), useMay('definitions.write')];
  const [panel, setPanel] = useUrlState('panel');
  const [isCompact, setCompact] = useState(readStored(densityKey) === 'yes');
  const [doing, setDoing] = useState<Doing | null>(null);
  const state = useListState(views, known.usual);
  const list = useRows(state);
  const selection = useSelection(list.rows, JSON.stringify([state.rule, state.name]));
  const everybody = quick.find(({ key }) => key === 'everyone')?.count;
  const columns = state.columns.map((column) => ({ column, name: known.nameOf(column), unit: known.unitOf(column) }));
  const isFiltered = state.rule !== null;
  const props: CustomersProps = {
    list,
    columns,
    sort: state.sort,
    onSort: (sort) => state.change({ sort }),
    selection: mayList || mayExport ? selection : undefined,
    currency: workspace.data?.currency ?? 'CNY',
    empty: !isFiltered && everybody === 0 ? <NoCustomers /> : <EmptyState title={t('noMatch')} hint={t('noMatchHint')} />,
  };
  const actions: readonly WholeAction[] = [
    ...(mayList ? (['add'] as const) : []),
    ...(mayDefine && isFiltered ? (['segment'] as const) : []),
    ...(mayExport ? (['export'] as const) : []),
  ];
  return (
    <>
      <ViewBar state={state} quick={quick} views={views} onManage={() => setPanel('views')} />
      {state.isGone && <Alert type="warning" showIcon title={t('viewGone')} style={{ marginBottom: 12 }} />}
      <ChangeBar state={state} onSaveAs={() => setPanel('save')} />
      <Toolbar
        list={list}
        everybody={everybody}
        isFiltered={isFiltered}
        isCompact={isCompact}
        onCompact={(next) => {
          setCompact(next);
          keepStored(densityKey, next ? 'yes' : null);
        }}
        onFilter={() => setPanel('filter')}
        onColumns={() => setPanel('columns')}
        actions={actions}
        onDo={(what) => setDoing({ what, isWhole: true })}
      />
      <FilterWords rule={state.rule} onChange={() => state.change({ rule: null })} onOpen={() => setPanel('filter')} />
      {isWide ? <CustomerTable {...props} isCompact={isCompact} /> : <CustomerCards {...props} />}
      <SelectionBar selection={selection} total={list.total} mayList={mayList} mayExport={mayExport} onDo={(what) => setDoing({ what, isWhole: false })} />
      <Panels panel={panel} state={state} views={views} known={known} onClose={() => setPanel(null)} />
      <Actions doing={doing} state={state} list={list} selection={selection} columns={columns} onClose={() => setDoing(null)} />
    </>
  );
}
