import type { SegmentOverview, SegmentOverviewItem } from '@danqing/contracts';
import { Alert, Button, Flex, Grid, TreeSelect, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { chosenOf, folderChoices, folderTree, noFolder } from './list/choose.ts';
import { FilterBar, useFilters } from './list/filters.tsx';
import { type FolderAsk, FolderDialog } from './list/folder-dialogs.tsx';
import { FolderList } from './list/folder-list.tsx';
import { RowMenu } from './list/row-menu.tsx';
import { SegmentCards } from './list/segment-cards.tsx';
import { SegmentTable } from './list/segment-table.tsx';
import { useSegmentActions } from './list/use-segment-actions.tsx';

/** Computing ones soon, others now and then. */
const soonMs = 3000;
const calmMs = 20_000;
const shownAtOnce = 50;
const mostCompared = 6;

/** Every segment: how many, how that changes, what it says, who uses it; in folders. All come in one answer, so finding and sorting is immediate. */
export function Page() {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const mayWrite = useMay('definitions.write');
  const isWide = Grid.useBreakpoint().md ?? true;
  const filters = useFilters();
  const actions = useSegmentActions();
  const [shown, setShown] = useState(shownAtOnce);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [ask, setAsk] = useState<FolderAsk>();
  const overview = useApi<SegmentOverview>('/api/v1/segment-overview', {
    everyMs: ({ items }) => (items.some(({ state }) => state === 'pending' || state === 'computing') ? soonMs : calmMs),
  });
  const items = useMemo(() => overview.data?.items ?? [], [overview.data]);
  const folders = useMemo(() => folderTree(overview.data?.folders ?? [], items), [overview.data, items]);
  const { text, folder, state, refresh, owner, sort } = filters;
  const fitting = useMemo(() => chosenOf(items, { text, folder, state, refresh, owner, sort }), [items, text, folder, state, refresh, owner, sort]);
  const loose = items.filter((item) => item.folder === '').length;
  const isFiltered = [text, state, refresh, owner].some((each) => each !== '');

  const list = {
    rows: overview.data === undefined ? undefined : fitting.slice(0, shown),
    error: overview.error,
    onRetry: () => void overview.refetch(),
    profiles: overview.data?.profiles ?? 0,
    loadMore: fitting.length > shown ? () => setShown(shown + shownAtOnce) : undefined,
    menuOf: (segment: SegmentOverviewItem) => (
      <RowMenu segment={segment} actions={actions} move={({ key, folder: from }) => setAsk({ kind: 'segments', keys: [key], folder: from })} />
    ),
    empty: <NoSegments isFiltered={isFiltered} isFolder={folder !== '' && items.length > 0} clear={() => void navigate('.')} />,
  };
  const compareTo = `/w/${workspace}/segments/compare?of=${chosen.slice(0, mostCompared).map(encodeURIComponent).join(',')}`;
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Link to={`/w/${workspace}/segments/compare`}>
              <Button>{t('compare')}</Button>
            </Link>
            {mayWrite && (
              <Link to={`/w/${workspace}/segments/new`}>
                <Button type="primary">{t('new')}</Button>
              </Link>
            )}
          </>
        }
      />
      <Flex gap={16} align="flex-start">
        {isWide && items.length > 0 && <FolderList folders={folders} total={items.length} loose={loose} chosen={folder} choose={filters.setFolder} />}
        <div style={{ flex: 1, minWidth: 0 }}>
          {items.length > 0 && (
            <>
              {!isWide && folders.length > 0 && (
                <TreeSelect<string>
                  aria-label={t('folders')}
                  style={{ width: '100%', marginBottom: 8 }}
                  treeDefaultExpandAll
                  value={folder}
                  onChange={(next) => filters.setFolder(next)}
                  treeData={[
                    { value: '', title: t('allFolders'), children: [] },
                    { value: noFolder, title: t('noFolder'), children: [] },
                    ...folderChoices(folders),
                  ]}
                />
              )}
              <FilterBar filters={filters} items={items} />
              <Flex wrap gap={12} align="center" style={{ marginBottom: 8, minHeight: 32 }}>
                <Typography.Text type="secondary" aria-live="polite">
                  {t('shownOf', { all: formats.number(items.length), shown: formats.number(fitting.length) })}
                </Typography.Text>
                {chosen.length > 0 && (
                  <>
                    <span>{t('chosen', { n: chosen.length })}</span>
                    {chosen.length > 1 && (
                      <Link to={compareTo}>
                        <Button size="small">{t('compareChosen', { n: Math.min(chosen.length, mostCompared) })}</Button>
                      </Link>
                    )}
                    {mayWrite && (
                      <Button size="small" onClick={() => setAsk({ kind: 'segments', keys: chosen, folder: '' })}>
                        {t('moveTo')}
                      </Button>
                    )}
                    <Button size="small" type="link" onClick={() => setChosen([])}>
                      {t('unchoose')}
                    </Button>
                  </>
                )}
              </Flex>
            </>
          )}
          {overview.data?.isCut === true && (
            <Alert type="warning" showIcon title={t('cut', { n: formats.number(items.length) })} style={{ marginBottom: 12 }} />
          )}
          {isWide ? <SegmentTable {...list} chosen={chosen} choose={setChosen} /> : <SegmentCards {...list} />}
        </div>
      </Flex>
      {ask !== undefined && <FolderDialog key={JSON.stringify(ask)} ask={ask} folders={folders} close={() => setAsk(undefined)} done={() => setChosen([])} />}
    </>
  );
}

function NoSegments({ isFiltered, isFolder, clear }: { readonly isFiltered: boolean; readonly isFolder: boolean; readonly clear: () => void }) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  if (isFiltered) return <EmptyState title={common('empty.filtered')} action={<Button onClick={clear}>{common('empty.clear')}</Button>} />;
  if (isFolder) return <EmptyState title={t('emptyFolder')} hint={t('emptyFolderHint')} />;
  return (
    <EmptyState
      title={t('emptyTitle')}
      hint={t('emptyHint')}
      action={
        <Flex gap={8}>
          {mayWrite && (
            <Link to={`/w/${workspace}/segments/new`}>
              <Button type="primary">{t('new')}</Button>
            </Link>
          )}
          <Link to={`/w/${workspace}/packs`}>
            <Button>{t('toPacks')}</Button>
          </Link>
        </Flex>
      }
    />
  );
}
