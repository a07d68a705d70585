import type { AuditItem } from '@danqing/contracts';
import { Button, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { Actor, Deed, Moment, Thing } from './cells.tsx';
import { Filters, queryOf, useAuditFilters } from './filters.tsx';

/** Who did what, newest first. */
export function Page() {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const isWide = Grid.useBreakpoint().md ?? true;
  const filters = useAuditFilters();
  const { isFetching, ...pages } = usePages<AuditItem>('/api/v1/audit', queryOf(filters.values));
  const isFiltered = Object.values(filters.values).some((value) => value !== '');
  const names = new Map(pages.rows?.flatMap(({ operator, actor }) => (operator === null ? [] : [[operator, actor] as const])));
  const only = (operator: string | null): void => filters.setOperator(operator ?? 'key', true);
  const clear = <Button onClick={() => void navigate('?', { replace: true })}>{t('clear')}</Button>;

  const wide = [
    { title: t('at'), render: (_: unknown, { at }: AuditItem) => <Moment at={at} /> },
    { title: t('who'), render: (_: unknown, entry: AuditItem) => <Actor entry={entry} onOnly={only} /> },
    { title: t('what'), render: (_: unknown, entry: AuditItem) => <Deed entry={entry} /> },
    { title: t('object'), render: (_: unknown, { object }: AuditItem) => <Thing object={object} names={names} /> },
  ];
  const narrow = [
    {
      title: t('who'),
      render: (_: unknown, entry: AuditItem) => (
        <>
          <Actor entry={entry} onOnly={only} />
          <br />
          <Moment at={entry.at} />
        </>
      ),
    },
    {
      title: t('what'),
      render: (_: unknown, entry: AuditItem) => (
        <>
          <Deed entry={entry} />
          <Thing object={entry.object} names={names} />
        </>
      ),
    },
  ];
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Filters filters={filters} who={names.get(filters.values.operator)} />
      <DataTable<AuditItem>
        {...pages}
        isFetching={isFetching}
        rowKey={({ id }) => String(id)}
        label={t('title')}
        empty={isFiltered ? <EmptyState title={t('noMatch')} action={clear} /> : <EmptyState title={t('empty')} hint={t('emptyHint')} />}
        columns={isWide ? wide : narrow}
      />
    </>
  );
}
