import type { ListOverview, ListView } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Grid, Popover, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { UserList } from '../segments/user-list.tsx';
import { useThingNames } from '../segments/use-names.ts';

const shownAtOnce = 50;
const origins = ['upload', 'segment'] as const;

/** Every list of people: how many, where they come from, who uses it. */
export function Page() {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const fields = useFieldNames();
  const things = useThingNames();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('lists.write');
  const isWide = Grid.useBreakpoint().md ?? true;
  const [text, setText] = useUrlState('q');
  const [origin, setOrigin] = useUrlState('origin');
  const [shown, setShown] = useState(shownAtOnce);
  const overview = useApi<ListOverview>('/api/v1/list-overview');
  const all = overview.data?.items ?? [];
  const fitting = all.filter(
    (list) => (origin === '' || list.origin === origin) && `${list.name} ${list.key} ${list.description}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const linkTo = ({ key, name }: ListView) => (
    <Link to={`/w/${workspace}/lists/${encodeURIComponent(key)}`} style={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
      {name}
    </Link>
  );
  const originOf = ({ origin: from, kind, segment, takenAt, isAutomatic }: ListView): string =>
    from === 'upload'
      ? `${t('origins.upload')}${kind === null ? '' : ` · ${kind === 'profile' ? t('upload.profile') : fields.kind(kind)}`}`
      : [
          isAutomatic ? t('automatic') : t('origins.segment'),
          things.of('segment', segment ?? ''),
          takenAt === null ? '' : t('takenAt', { time: formats.time(takenAt) }),
        ]
          .filter((part) => part !== '')
          .join(' · ');
  const add = (
    <Link to={`/w/${workspace}/lists/new`}>
      <Button type="primary">{t('new')}</Button>
    </Link>
  );
  const empty =
    all.length > 0 ? (
      <EmptyState title={common('empty.filtered')} />
    ) : (
      <EmptyState title={t('emptyTitle')} hint={t('emptyHint')} {...(mayWrite && { action: add })} />
    );
  const rows = overview.data === undefined ? undefined : fitting.slice(0, shown);
  const loadMore = fitting.length > shown ? () => setShown(shown + shownAtOnce) : undefined;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} {...(mayWrite && { actions: add })} />
      {all.length > 0 && (
        <Flex wrap gap={8} style={{ marginBottom: 12 }}>
          <SearchBox text={text} onText={setText} label={t('search')} style={{ width: 280, maxWidth: '100%' }} />
          <Select<string>
            allowClear
            aria-label={t('filterOrigin')}
            placeholder={t('filterOrigin')}
            style={{ minWidth: 140 }}
            {...(origin !== '' && { value: origin })}
            onChange={(next) => setOrigin(next ?? null)}
            options={origins.map((value) => ({ value, label: t(`origins.${value}`) }))}
          />
        </Flex>
      )}
      {overview.data?.isCut === true && <Alert type="warning" showIcon title={t('cut', { n: formats.number(all.length) })} style={{ marginBottom: 12 }} />}
      {!isWide && rows !== undefined && rows.length > 0 ? (
        <Flex vertical gap={12} role="list" aria-label={t('title')}>
          {rows.map((list) => (
            <Card key={list.key} size="small" role="listitem">
              <Flex justify="space-between" gap={12}>
                {linkTo(list)}
                <strong style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(list.count)}</strong>
              </Flex>
              <Typography.Text type="secondary">{originOf(list)}</Typography.Text>
              {list.unmatched > 0 && <div>{`${t('unmatchedColumn')} ${formats.number(list.unmatched)}`}</div>}
            </Card>
          ))}
          {loadMore !== undefined && <Button onClick={loadMore}>{common('loadMore')}</Button>}
        </Flex>
      ) : (
        <DataTable<ListView>
          label={t('title')}
          rows={rows}
          error={overview.error}
          onRetry={() => void overview.refetch()}
          rowKey={({ key }) => key}
          empty={empty}
          loadMore={loadMore}
          columns={[
            { title: t('name'), key: 'name', render: (_, list) => <div style={{ maxWidth: 'min(420px, 40vw)', whiteSpace: 'normal' }}>{linkTo(list)}</div> },
            {
              title: t('people'),
              key: 'count',
              align: 'right',
              render: (_, { count }) => <strong style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</strong>,
            },
            {
              title: t('unmatchedColumn'),
              key: 'unmatched',
              align: 'right',
              render: (_, { unmatched }) => (unmatched === 0 ? '–' : formats.number(unmatched)),
            },
            { title: t('origin'), key: 'origin', render: (_, list) => originOf(list) },
            {
              title: t('usedBy'),
              key: 'usedBy',
              render: (_, { usedBy }) =>
                usedBy.length === 0 ? (
                  <Typography.Text type="secondary">{t('notUsed')}</Typography.Text>
                ) : (
                  <Popover
                    trigger={['click']}
                    content={<UserList users={usedBy.map((user) => ({ ...user, name: things.of(user.kind, user.key) }))} workspace={workspace} />}
                  >
                    <button type="button" style={{ all: 'unset', cursor: 'pointer', color: 'var(--primary)' }}>
                      {formats.number(usedBy.length)}
                    </button>
                  </Popover>
                ),
            },
            { title: t('updated'), key: 'updated', render: (_, { updatedAt }) => <TimeText value={updatedAt} /> },
          ]}
        />
      )}
    </>
  );
}
