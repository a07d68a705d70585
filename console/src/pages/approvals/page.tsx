import { type ApprovalView, type ProposalState, proposalStates, type ProposalView } from '@danqing/contracts';
import { App, Button, Card, Flex, Segmented, Skeleton, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { usePages } from '../../api/use-pages.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { ProposalCard } from './proposal-card.tsx';

const path = '/api/v1/approvals';

function ApprovalSwitch() {
  const { t } = useTranslation('collaborate');
  const { message } = App.useApp();
  const may = useMay('definitions.approve');
  const setting = useApi<ApprovalView>(path);
  const change = useChange((isNeeded: boolean) => api.put<ApprovalView>(path, { isNeeded }), [path]);
  const isNeeded = setting.data?.isNeeded ?? false;
  return (
    <Card size="small" style={{ marginBottom: 16 }}>
      <Flex wrap gap={12} align="center">
        <Typography.Text strong>{t('approvals.switch')}</Typography.Text>
        {may ? (
          <Switch
            aria-label={t('approvals.switch')}
            checked={isNeeded}
            loading={change.isPending || setting.isLoading}
            onChange={(is) => change.mutate(is, { onError: (error) => void message.error(error.message) })}
          />
        ) : null}
        <Typography.Text type="secondary">{isNeeded ? t('approvals.on') : t('approvals.off')}</Typography.Text>
      </Flex>
    </Card>
  );
}

function Proposals({ state }: { readonly state: ProposalState }) {
  const { t } = useTranslation(['collaborate', 'common']);
  const [marked] = useUrlState('proposal');
  const { rows, error, onRetry, loadMore, isFetching } = usePages<ProposalView>('/api/v1/proposals', { state });
  if (rows === undefined) return error === null ? <Skeleton active /> : <ErrorState error={error} onRetry={onRetry} />;
  if (rows.length === 0)
    return state === 'open' ? <EmptyState title={t('approvals.none')} hint={t('approvals.noneHint')} /> : <EmptyState title={t('approvals.noneDecided')} />;
  return (
    <Flex vertical gap={12}>
      {rows.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} isMarked={String(proposal.id) === marked} />
      ))}
      {loadMore !== undefined && (
        <Button onClick={loadMore} loading={isFetching}>
          {t('common:loadMore')}
        </Button>
      )}
    </Flex>
  );
}

/** Changes that wait for an approval, those that were decided, and whether they have to wait. */
export function Page() {
  const { t } = useTranslation('collaborate');
  const [state, setState] = useUrlState('state', 'open');
  const shown = proposalStates.find((one) => one === state) ?? 'open';
  return (
    <>
      <PageHead title={t('approvals.title')} lead={t('approvals.lead')} />
      <ApprovalSwitch />
      <div style={{ overflowX: 'auto', marginBottom: 16 }}>
        <Segmented<ProposalState>
          value={shown}
          onChange={(value) => setState(value)}
          options={proposalStates.map((value) => ({ value, label: t(`approvals.states.${value}`) }))}
        />
      </div>
      <Proposals state={shown} />
    </>
  );
}
