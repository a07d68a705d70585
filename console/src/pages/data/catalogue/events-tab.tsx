import type { CatalogueEvent } from '@danqing/contracts';
import { Checkbox, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { Spark } from '../parts/spark.tsx';
import { useNoteLabel } from './names.ts';
import { NoteTags } from './note-tags.tsx';
import { LinkButton } from '../../../parts/link-button.tsx';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useSourceLabels } from '../../../parts/source-labels.ts';

/** Every event that has come, the most frequent first. */
export function EventsTab() {
  const { t } = useTranslation(['catalogue', 'common']);
  const sourceLabel = useSourceLabels();
  const formats = useFormats();
  const labelOf = useNoteLabel('event');
  const workspace = useWorkspaceKey();
  const [search, setSearch] = useUrlState('q');
  const [hidden, setHidden] = useUrlState('hidden');
  const events = usePages<CatalogueEvent>('/api/v1/catalogue/events', { search, hidden: hidden === '1' });
  const empty =
    search === '' ? (
      <EmptyState
        title={t('emptyTitle')}
        hint={t('emptyHint')}
        action={
          <LinkButton to={`/w/${workspace}/data/sources`} type="primary">
            {t('toSources')}
          </LinkButton>
        }
      />
    ) : (
      <EmptyState title={t('common:empty.filtered')} />
    );
  return (
    <>
      <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
        <SearchBox text={search} onText={setSearch} label={t('search')} style={{ maxWidth: 320 }} />
        <Checkbox checked={hidden === '1'} onChange={({ target }) => setHidden(target.checked ? '1' : null)}>
          {t('showHidden')}
        </Checkbox>
      </Flex>
      <DataTable<CatalogueEvent>
        label={t('tabs.events')}
        {...events}
        rowKey={({ event }) => event}
        empty={empty}
        columns={[
          {
            title: t('event'),
            key: 'event',
            render: (_, { event, note }) => (
              <div style={{ maxWidth: 360, whiteSpace: 'normal' }}>
                <Link to={`/w/${workspace}/data/catalogue/${encodeURIComponent(event)}`}>{labelOf(note, event)}</Link> <NoteTags note={note} />
                {labelOf(note, event) !== event && (
                  <Typography.Text type="secondary" style={{ display: 'block' }}>
                    {event}
                  </Typography.Text>
                )}
                {note.description !== '' && (
                  <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0 }}>
                    {note.description}
                  </Typography.Paragraph>
                )}
              </div>
            ),
          },
          {
            title: t('month'),
            key: 'month',
            render: (_, { event, lastDays }) => (
              <Spark days={lastDays} label={t('monthLabel', { event, n: lastDays.reduce((sum, { events: count }) => sum + count, 0) })} />
            ),
          },
          { title: t('volume'), key: 'volume', align: 'right', render: (_, row) => formats.number(row.events) },
          { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
          { title: t('sources'), key: 'sources', render: (_, { sources }) => sources.map(({ source }) => sourceLabel(source)).join(' · ') },
          { title: t('owner'), key: 'owner', render: (_, { note }) => note.owner },
        ]}
      />
    </>
  );
}
