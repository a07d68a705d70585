import { FolderOutlined } from '@ant-design/icons';
import type { StatusView, TagList, TagView } from '@danqing/contracts';
import { Button, Drawer, Flex, Grid, Tag, Tooltip, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../api/use-may.ts';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { useFormats } from '../../parts/format.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { CategoryTree } from './list/category-tree.tsx';
import { Coverage } from './list/coverage.tsx';
import { NoTags } from './list/empty.tsx';
import { useListQuery } from './list/filter-state.ts';
import { Filters } from './list/filters.tsx';
import { dragTag } from './list/tag-drag.ts';
import { TagState } from './list/tag-state.tsx';
import { TagActions } from './tag-actions.tsx';

const askAgainMs = 5000;

/** Every tag: found by category, words and what it is. */
export function Page() {
  const { t } = useTranslation('tags');
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const isWide = Grid.useBreakpoint().lg === true;
  const [category] = useUrlState('category');
  const [isOpen, setOpen] = useState(false);
  const actions = (
    <>
      <LinkButton to={`/w/${workspace}/packs`}>{t('fromPacks')}</LinkButton>
      {may && (
        <LinkButton type="primary" to={`/w/${workspace}/tags/new`}>
          {t('new')}
        </LinkButton>
      )}
    </>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={actions} />
      <Flex gap={20} align="flex-start">
        {isWide && (
          <div style={{ width: 232, flex: 'none' }}>
            <CategoryTree />
          </div>
        )}
        <div style={{ flex: 1, minWidth: 0 }}>
          {!isWide && (
            <Button icon={<FolderOutlined />} onClick={() => setOpen(true)} style={{ marginBottom: 12 }}>
              {category === '' ? t('tree.manage') : category === '/' ? t('tree.none') : category}
            </Button>
          )}
          <List />
        </div>
      </Flex>
      <Drawer open={isOpen && !isWide} placement="left" title={t('tree.title')} onClose={() => setOpen(false)}>
        <CategoryTree />
      </Drawer>
    </>
  );
}

function List() {
  const { t } = useTranslation('tags');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const { query, isFiltered } = useListQuery();
  const tags = usePages<TagView>('/api/v1/tags', query, { everyMs: askAgainMs });
  const counts = useApi<TagList>('/api/v1/tags', { query: { ...query, limit: 1 }, keepPrevious: true });
  const total = useApi<StatusView>('/api/v1/status').data?.counts.profiles ?? 0;
  return (
    <>
      <Filters facets={counts.data?.facets} isFiltered={isFiltered} />
      {counts.data !== undefined && counts.data.total > 0 && (
        <Typography.Paragraph type="secondary" style={{ marginBottom: 8 }} role="status">
          {t('found', { total: formats.number(counts.data.total) })}
        </Typography.Paragraph>
      )}
      <DataTable<TagView>
        label={t('title')}
        {...tags}
        rowKey={({ key }) => key}
        empty={<NoTags isFiltered={isFiltered} />}
        {...(may && { onRow: (tag) => ({ draggable: true, onDragStart: dragTag(tag) }) })}
        columns={[
          {
            title: t('columns.name'),
            key: 'name',
            render: (_, tag) => (
              <div style={{ maxWidth: 'min(300px, 56vw)', minWidth: 180, whiteSpace: 'normal' }}>
                <Link to={`/w/${workspace}/tags/${encodeURIComponent(tag.key)}`}>{tag.name}</Link>
                <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0 }}>
                  {tag.description || tag.sentence?.[language]}
                </Typography.Paragraph>
              </div>
            ),
          },
          {
            title: t('columns.kind'),
            key: 'kind',
            render: (_, { kind, type, keptBy }) => (
              <>
                <Tooltip title={keptBy === '' ? t(`kindsLong.${kind}`) : t('keptBy')}>
                  <Tag style={{ margin: 0 }}>{t(`kinds.${kind}`)}</Tag>
                </Tooltip>
                <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
                  {t(`types.${type}`)}
                </Typography.Text>
              </>
            ),
          },
          { title: t('columns.coverage'), key: 'coverage', render: (_, { count }) => <Coverage count={count} total={total} /> },
          { title: t('columns.state'), key: 'state', render: (_, tag) => <TagState tag={tag} /> },
          {
            title: t('columns.computed'),
            key: 'computed',
            render: (_, { refresh, computedAt }) => (
              <>
                <div>{t(`refreshes.${refresh}`)}</div>
                <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                  <TimeText value={computedAt} />
                </Typography.Text>
              </>
            ),
          },
          {
            title: t('columns.owner'),
            key: 'owner',
            responsive: ['md'],
            render: (_, { owner }) => owner || <Typography.Text type="secondary">–</Typography.Text>,
          },
          { key: 'more', width: 56, title: <span className="visually-hidden">{t('columns.more')}</span>, render: (_, tag) => <TagActions tag={tag} /> },
        ]}
      />
    </>
  );
}
