import type { LifeEvent } from '@danqing/contracts';
import { Alert, Button, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../../api/use-pages.ts';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { ErrorState } from '../../../../parts/error-state.tsx';
import { useSummary } from '../use-profile-data.ts';
import { Entries } from './entries.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useFilters } from './use-filters.ts';

const pageSize = 100;

/** What happened, newest first: narrowed, folded, page by page. */
export function TimelineTab({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const filters = useFilters();
  const summary = useSummary(id);
  const events = usePages<LifeEvent>(`/api/v1/profiles/${id}/events`, { ...filters.values, limit: pageSize });
  const { message } = filters.values;
  return (
    <>
      <FilterBar filters={filters} seen={summary.data?.seen} />
      {message !== '' && (
        <Alert
          type="info"
          showIcon
          title={t('timeline.deep')}
          action={
            <Button size="small" onClick={() => filters.set('message', null)}>
              {t('timeline.toLatest')}
            </Button>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      {events.rows === undefined &&
        (events.error === null ? <Skeleton active paragraph={{ rows: 8 }} /> : <ErrorState error={events.error} onRetry={events.onRetry} />)}
      {events.rows?.length === 0 && events.loadMore === undefined && (
        <EmptyState
          title={filters.isAny ? t('timeline.filtered') : t('timeline.empty')}
          hint={filters.isAny ? t('timeline.filteredHint') : t('timeline.emptyHint')}
          {...(filters.isAny && { action: <Button onClick={filters.clear}>{t('timeline.clear')}</Button> })}
        />
      )}
      {events.rows !== undefined && <Entries events={events.rows} chosen={message} />}
      {events.loadMore !== undefined && (
        <Flex justify="center" style={{ padding: 16 }}>
          <Button onClick={events.loadMore} loading={events.isFetching}>
            {common('loadMore')}
          </Button>
        </Flex>
      )}
    </>
  );
}
