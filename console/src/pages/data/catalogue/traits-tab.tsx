import type { CatalogueTrait } from '@danqing/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useFieldColumns } from './field-columns.tsx';
import { NoteEditor } from './note-editor.tsx';

const path = '/api/v1/catalogue/traits';

/** Traits that events have said. */
export function TraitsTab() {
  const { t } = useTranslation('catalogue');
  const [search, setSearch] = useUrlState('q');
  const [edited, setEdited] = useState<CatalogueTrait | null>(null);
  const mayWrite = useMay('data.write');
  const traits = useApi<{ readonly items: CatalogueTrait[] }>(path);
  const columns = useFieldColumns<CatalogueTrait>('trait', ({ trait }) => trait);
  const rows = traits.data?.items.filter(({ trait, note }) => `${trait} ${note.labelZh} ${note.labelEn}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <SearchBox text={search} onText={setSearch} label={t('search')} style={{ maxWidth: 320, marginBottom: 16 }} />
      <DataTable<CatalogueTrait>
        label={t('tabs.traits')}
        rows={rows}
        error={traits.error}
        onRetry={() => void traits.refetch()}
        rowKey={({ trait }) => trait}
        empty={<EmptyState title={t('emptyFields')} hint={t('emptyFieldsHint')} />}
        columns={[
          ...columns,
          ...(mayWrite
            ? [
                {
                  key: 'edit',
                  render: (_: unknown, row: CatalogueTrait) => (
                    <Button size="small" onClick={() => setEdited(row)} aria-label={`${t('describe')} ${row.trait}`}>
                      {t('describe')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {edited !== null && (
        <NoteEditor
          name={edited.trait}
          note={edited.note}
          path={`${path}/${encodeURIComponent(edited.trait)}`}
          stale={[path]}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
