import type { DuplicateOrders } from '@danqing/contracts';
import { Alert, Flex, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { cleaningPath } from './rules.ts';

type Item = DuplicateOrders['items'][number];

/** Orders that several sources tell of, and whose word counts. */
export function DuplicatesTab() {
  const { t } = useTranslation('cleaning');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const [days, setDays] = useUrlState('days', '90');
  const report = useApi<DuplicateOrders>(`${cleaningPath}/duplicate-orders`, { query: { days }, keepPrevious: true });
  return (
    <Flex vertical gap={16}>
      <Alert type="info" showIcon title={t('duplicatesHint')} />
      <Flex gap={12} wrap align="center">
        <Select
          aria-label={t('period')}
          style={{ width: 160 }}
          value={days}
          onChange={(value) => setDays(value)}
          options={['30', '90', '365', '3660'].map((n) => ({ value: n, label: n === '3660' ? t('allTime') : t('lastDays', { n }) }))}
        />
        {report.data !== undefined && report.data.groups > 0 && (
          <strong aria-live="polite">
            {t('duplicatesLine', {
              groups: formats.number(report.data.groups),
              rows: formats.number(report.data.extraRows),
              revenue: formats.number(report.data.extraRevenue),
            })}
          </strong>
        )}
      </Flex>
      <DataTable<Item>
        label={t('duplicates')}
        rows={report.data?.items}
        error={report.error}
        onRetry={() => void report.refetch()}
        rowKey={({ why, rows }) => `${why}/${rows.map(({ messageId }) => messageId).join('/')}`}
        empty={<EmptyState title={t('noDuplicates')} hint={t('noDuplicatesHint')} />}
        columns={[
          {
            title: t('order'),
            key: 'order',
            render: (_, { why, orderId, profile }) => (
              <Flex vertical align="start">
                <span>{why === 'order_id' ? orderId : t('whyPerson')}</span>
                <Link to={`/w/${workspace}/customers/${profile}`}>{t('customer')}</Link>
              </Flex>
            ),
          },
          { title: t('revenue'), key: 'revenue', align: 'right', render: (_, { revenue }) => (revenue === null ? '–' : formats.number(revenue)) },
          {
            title: t('told'),
            key: 'told',
            render: (_, { rows }) => (
              <Flex vertical gap={4}>
                {rows.map(({ source, trust, messageId, orderId, at, survives }) => (
                  <Flex key={`${source}/${messageId}`} gap={8} wrap align="center">
                    <Tag color={survives ? 'success' : 'default'}>{t(survives ? 'counts' : 'repeats')}</Tag>
                    <span>{[source, t('trustN', { n: trust }), orderId, formats.exactTime(at)].filter((part) => part !== '').join(' · ')}</span>
                  </Flex>
                ))}
              </Flex>
            ),
          },
        ]}
      />
    </Flex>
  );
}
