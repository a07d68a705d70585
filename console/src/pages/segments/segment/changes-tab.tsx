import type { MemberChange, ProfilePage, SegmentView } from '@danqing/contracts';
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { texts } from '../../../i18n/zh/segments.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { CustomerLink } from '../../customers/customer-link.tsx';
import { Why } from './why.tsx';

type Change = Static<typeof MemberChange>;
type Cause = keyof typeof texts.changes.causes;

const eachPage = 50;
const asMany = 200;
const isCause = (cause: string): cause is Cause => Object.hasOwn(texts.changes.causes, cause);

/** Who entered and who left, the latest first, and what was true of them then. */
export function ChangesTab({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const pages = usePages<Change>(`/api/v1/segments/${encodeURIComponent(segment.key)}/changes`, { order: 'desc', limit: eachPage });
  // The names of those that stand on the page; of a long one the first.
  const ids = [...new Set((pages.rows ?? []).map(({ profile }) => profile))].slice(0, asMany);
  const people = useApi<Static<typeof ProfilePage>>('/api/v1/profiles', {
    query: { ids: ids.join(','), limit: asMany },
    enabled: ids.length > 0,
    keepPrevious: true,
  });
  const known = new Map((people.data?.items ?? []).map((profile) => [profile.id, profile]));
  return (
    <DataTable<Change>
      label={t('tabs.changes')}
      {...pages}
      rowKey={({ profile, at, change }) => `${profile} ${at} ${change}`}
      empty={<EmptyState title={t('changes.emptyTitle')} hint={t('changes.emptyHint')} />}
      expandable={{
        expandedRowRender: ({ profile, at }) => <Why segment={segment.key} profile={profile} at={at} />,
        rowExpandable: ({ profile }) => known.has(profile),
        columnTitle: <span className="visually-hidden">{t('changes.why')}</span>,
      }}
      columns={[
        {
          title: t('changes.customer'),
          key: 'customer',
          render: (_, { profile }) => {
            const found = known.get(profile);
            return found === undefined ? <Typography.Text type="secondary">{`#${profile}`}</Typography.Text> : <CustomerLink profile={found} />;
          },
        },
        {
          title: t('changes.what'),
          key: 'what',
          render: (_, { change }) => (
            <span style={{ color: change === 'entered' ? 'var(--success)' : 'var(--danger)', whiteSpace: 'nowrap' }}>
              {change === 'entered' ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />} {t(change)}
            </span>
          ),
        },
        { title: t('changes.at'), key: 'at', render: (_, { at }) => <TimeText value={at} /> },
        { title: t('changes.cause'), key: 'cause', render: (_, { cause }) => t(`changes.causes.${isCause(cause) ? cause : 'unknown'}`) },
      ]}
    />
  );
}
