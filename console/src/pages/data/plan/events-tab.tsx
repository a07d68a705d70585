import type { PlanDraft, PlanRow, PlanView } from '@danqing/contracts';
import { App, Button, Flex, Popconfirm, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useEventColumns } from './event-columns.tsx';
import { ModeSelect } from './mode-select.tsx';
import { planPath, useDraftChange, usePlan } from './paths.ts';
import { StateLine } from './state-line.tsx';

const shows = ['all', 'planned', 'unplanned', 'breached', 'draft'] as const;
type Shown = (typeof shows)[number];

const fits = (show: string, { status, breaches, isDraft }: PlanRow): boolean =>
  show === 'planned'
    ? status !== 'unplanned'
    : show === 'unplanned'
      ? status === 'unplanned'
      : show === 'breached'
        ? breaches > 0
        : show !== 'draft' || isDraft;

/** Every event that is planned or was seen. */
export function EventsTab() {
  const plan = usePlan();
  if (plan.isError) return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />;
  return plan.data === undefined ? <Skeleton active /> : <Events view={plan.data} />;
}

function Events({ view }: { readonly view: PlanView }) {
  const { t } = useTranslation(['plan', 'common']);
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const [search, setSearch] = useUrlState('q');
  const [show, setShow] = useUrlState('show', 'all');
  const rows = useApi<{ readonly items: PlanRow[] }>(`${planPath}/events`);
  const change = useDraftChange();
  const { plan, revision } = view.draft;
  const learn = useChange(
    (events: readonly string[] | undefined) => api.post<PlanDraft>(`${planPath}/draft/learn`, { revision, ...(events && { events }) }),
    [planPath],
  );
  const learnSome = (events?: readonly string[]): void =>
    learn.mutate(events, { onSuccess: () => void message.success(t('learned')), onError: (error) => void message.error(error.message) });
  const columns = useEventColumns(mayWrite ? (event) => learnSome([event]) : undefined);
  const found = rows.data?.items.filter((row) => fits(show, row) && `${row.event} ${row.description}`.toLowerCase().includes(search.toLowerCase()));
  const hasUnplanned = rows.data?.items.some(({ status }) => status === 'unplanned') === true;
  const isNew = plan.events.length === 0 && view.published === null;
  const learnButton = mayWrite && hasUnplanned && (
    <Popconfirm title={t('learnAsk')} okText={t('learnAll')} cancelText={t('common:cancel')} onConfirm={() => learnSome()}>
      <Button loading={learn.isPending} type={isNew ? 'primary' : 'default'}>
        {t('learnAll')}
      </Button>
    </Popconfirm>
  );
  return (
    <Flex vertical gap={16}>
      <StateLine view={view} />
      {isNew && <EmptyState title={t('emptyTitle')} hint={hasUnplanned ? t('emptyHint') : t('emptyNoEvents')} action={learnButton} />}
      <Flex gap={12} wrap align="center">
        <SearchBox text={search} onText={setSearch} label={t('search')} style={{ maxWidth: 260 }} />
        <Select<string>
          aria-label={t('show')}
          value={show}
          style={{ minWidth: 120 }}
          onChange={(next) => setShow(next)}
          options={shows.map((one: Shown) => ({ value: one, label: t(`shows.${one}`) }))}
        />
        <Flex gap={8} align="center">
          <Typography.Text type="secondary">{t('unknownEvents')}</Typography.Text>
          {mayWrite ? (
            <ModeSelect
              withAllow
              label={t('unknownEventsHint')}
              value={plan.unknownEvents}
              disabled={change.isPending}
              onChange={(unknownEvents) =>
                change.mutate({ plan: { ...plan, unknownEvents }, revision }, { onError: (error) => void message.error(error.message) })
              }
            />
          ) : (
            <Tag>{t(`modes.${plan.unknownEvents}`)}</Tag>
          )}
        </Flex>
        {!isNew && learnButton}
      </Flex>
      <DataTable<PlanRow>
        label={t('tabs.events')}
        rows={found}
        error={rows.error}
        onRetry={() => void rows.refetch()}
        rowKey={({ event }) => event}
        empty={isNew && search === '' && show === 'all' ? <span /> : <EmptyState title={t('common:empty.filtered')} />}
        columns={columns}
      />
    </Flex>
  );
}
