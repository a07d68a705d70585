import type { SegmentOverviewItem } from '@danqing/contracts';
import { Popover, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { SegmentState } from '../segment-state.tsx';
import { UserList } from '../user-list.tsx';
import { ChangeText } from './change-text.tsx';
import { Trend } from './trend.tsx';

export interface SegmentRowsProps {
  readonly rows: readonly SegmentOverviewItem[] | undefined;
  readonly error: ApiError | null;
  readonly onRetry: () => void;
  readonly profiles: number;
  readonly empty: ReactNode;
  readonly loadMore: (() => void) | undefined;
  readonly menuOf: (segment: SegmentOverviewItem) => ReactNode;
  readonly chosen: readonly string[];
  readonly choose: (keys: readonly string[]) => void;
}

/** Segments as a table, for wide screens. */
export function SegmentTable({ profiles, menuOf, chosen, choose, ...list }: SegmentRowsProps) {
  const { t } = useTranslation('segments');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  return (
    <DataTable<SegmentOverviewItem>
      label={t('title')}
      {...list}
      rowKey={({ key }) => key}
      rowSelection={{
        selectedRowKeys: [...chosen],
        preserveSelectedRowKeys: true,
        onChange: (keys) => choose(keys.map(String)),
        getCheckboxProps: ({ name }) => ({ 'aria-label': name }),
      }}
      columns={[
        {
          title: t('name'),
          key: 'name',
          render: (_, segment) => (
            <div style={{ width: 'min(290px, 34vw)', whiteSpace: 'normal' }}>
              <Link to={`/w/${workspace}/segments/${encodeURIComponent(segment.key)}`} style={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                {segment.name}
              </Link>
              <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0, fontSize: 13 }}>
                {segment.sentence?.[language] ?? t('ruleGone')}
              </Typography.Paragraph>
              {segment.owner !== '' && (
                <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                  {t('ownedBy', { owner: segment.owner })}
                </Typography.Text>
              )}
            </div>
          ),
        },
        {
          title: t('size'),
          key: 'size',
          align: 'right',
          render: (_, { count }) =>
            count === null ? (
              '–'
            ) : (
              <div style={{ fontVariantNumeric: 'tabular-nums' }}>
                <strong data-size>{formats.number(count)}</strong>
                <div style={{ color: 'var(--text-secondary)', fontSize: 13 }}>{profiles > 0 && formats.percent(count / profiles)}</div>
              </div>
            ),
        },
        { title: t('trend'), key: 'trend', render: (_, { name, days }) => <Trend name={name} days={days} /> },
        {
          title: t('change'),
          key: 'change',
          render: (_, { sinceYesterday, sinceWeek, count }) => (
            <div style={{ fontSize: 13, whiteSpace: 'nowrap' }}>
              <div>
                {t('sinceYesterday')} <ChangeText change={sinceYesterday} count={count} />
              </div>
              <div>
                {t('sinceWeek')} <ChangeText change={sinceWeek} count={count} />
              </div>
            </div>
          ),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, segment) => (
            <>
              <SegmentState segment={segment} />
              <div style={{ color: 'var(--text-secondary)', fontSize: 13, whiteSpace: 'nowrap' }}>
                {t(`refreshes.${segment.refresh}`)} · <TimeText value={segment.computedAt} />
              </div>
            </>
          ),
        },
        {
          title: t('usedBy'),
          key: 'usedBy',
          render: (_, { usedBy }) =>
            usedBy.length === 0 ? (
              <Typography.Text type="secondary">{t('notUsed')}</Typography.Text>
            ) : (
              <Popover trigger={['click']} content={<UserList users={usedBy} workspace={workspace} />}>
                <button type="button" style={{ all: 'unset', cursor: 'pointer', color: 'var(--primary)', whiteSpace: 'nowrap' }}>
                  {t('usedByCount', { n: usedBy.length })}
                </button>
              </Popover>
            ),
        },
        { title: <span className="visually-hidden">{t('actions')}</span>, key: 'do', render: (_, segment) => menuOf(segment) },
      ]}
    />
  );
}
