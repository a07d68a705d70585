import type { QualityFunnel } from '@danqing/contracts';
import { Alert, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useReason } from '../parts/reason.ts';

const steps = ['arrived', 'stored', 'dropped', 'parked', 'waiting'] as const;
const colours = {
  arrived: 'var(--primary)',
  stored: 'var(--success)',
  dropped: 'var(--text-secondary)',
  parked: 'var(--warning)',
  waiting: 'var(--line)',
} as const;

/** A bar for each end, against what arrived. */
function Bars({ funnel }: { readonly funnel: QualityFunnel }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const whole = Math.max(1, funnel.before + funnel.arrived, funnel.stored);
  const rows = funnel.before === 0 ? steps : (['before', ...steps] as const);
  return (
    <ul className="quality-findings" aria-label={t('funnelLabel')}>
      {rows.map((name) => (
        <li key={name} className="quality-finding">
          <Flex justify="space-between" gap={8} wrap>
            <span>
              <b>{t(`funnel.${name}`)}</b> <Typography.Text type="secondary">{t(`funnelHints.${name}`)}</Typography.Text>
            </span>
            <b>{formats.number(funnel[name])}</b>
          </Flex>
          <div style={{ height: 8, marginTop: 4, background: 'var(--ground)' }}>
            <div
              style={{
                height: 8,
                width: `${Math.min(100, (Math.max(0, funnel[name]) / whole) * 100)}%`,
                background: name === 'before' ? 'var(--line)' : colours[name],
              }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

type Reasons = QualityFunnel['drops'];

function ReasonList({
  title,
  reasons,
  linkOf,
}: {
  readonly title: string;
  readonly reasons: Reasons;
  readonly linkOf: (reason: string) => string | undefined;
}) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const reasonOf = useReason();
  return (
    <Card size="small" title={title}>
      {reasons.length === 0 ? (
        <Typography.Text type="secondary">{t('noReasons')}</Typography.Text>
      ) : (
        <ul className="quality-findings">
          {reasons.map(({ reason, events }) => {
            const link = linkOf(reason);
            return (
              <Flex key={reason} component="li" justify="space-between" gap={8} className="quality-finding">
                {link === undefined ? <span>{reasonOf(reason)}</span> : <Link to={link}>{reasonOf(reason)}</Link>}
                <span>{formats.number(events)}</span>
              </Flex>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

/** What became of everything that arrived. */
export function FunnelTab({ days, source }: { readonly days: string; readonly source: string }) {
  const { t, i18n } = useTranslation('data-quality');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const asked = useApi<QualityFunnel>('/api/v1/quality/funnel', { query: { days: Number(days), ...(source !== '' && { source }) }, keepPrevious: true });
  if (asked.isError) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  const funnel = asked.data;
  if (funnel === undefined) return <Skeleton active />;
  const { before, arrived, stored, dropped, parked, waiting, countedSince } = funnel;
  if (before + arrived === 0 && stored + dropped + parked === 0) return <EmptyState title={t('noFunnel')} />;
  const rest = before + arrived - stored - dropped - parked - waiting;
  const data = `/w/${workspace}/data`;
  const placeOf = (reason: string): string | undefined =>
    reason === 'against_plan' ? `${data}/plan?tab=breaches` : reason === 'cleaning_rule' ? `${data}/cleaning` : undefined;
  const refusedWord = (reason: string): string => {
    const found: unknown = i18n.getResource(i18n.language, 'data-quality', `refusedReasons.${reason}`);
    return typeof found === 'string' ? found : reason;
  };
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('funnelLead', { from: funnel.from, to: funnel.to })}</Typography.Text>
      <Card size="small">
        <Bars funnel={funnel} />
      </Card>
      <Alert
        type={rest === 0 ? 'success' : 'info'}
        showIcon
        title={rest === 0 ? t('funnelBalanced') : t('funnelUnbalanced', { n: formats.number(Math.abs(rest)) })}
      />
      <div className="quality-halves">
        <ReasonList title={t('dropReasons')} reasons={funnel.drops} linkOf={placeOf} />
        <ReasonList title={t('parkReasons')} reasons={funnel.parks} linkOf={(reason) => `${data}/quarantine?${new URLSearchParams({ reason }).toString()}`} />
      </div>
      <Card size="small" title={t('mended')}>
        <DataTable<QualityFunnel['mends'][number]>
          label={t('mended')}
          rows={funnel.mends}
          rowKey={({ rule }) => rule}
          size="small"
          empty={<Typography.Text type="secondary">{t('noReasons')}</Typography.Text>}
          columns={[
            { title: t('rule'), key: 'rule', render: (_, { rule, name }) => <Link to={`${data}/cleaning?rule=${encodeURIComponent(rule)}`}>{name}</Link> },
            ...(['changed', 'imputed', 'refused', 'parked', 'dropped'] as const).map((name) => ({
              title: t(`did.${name}`),
              key: name,
              align: 'right' as const,
              render: (_: unknown, row: QualityFunnel['mends'][number]) => formats.number(row[name]),
            })),
          ]}
        />
        {funnel.mends.length > 0 && <Typography.Text type="secondary">{t('mendedHint')}</Typography.Text>}
      </Card>
      {funnel.refused.length > 0 && (
        <Card size="small" title={t('refusedAtDoor')}>
          <ul className="quality-findings">
            {funnel.refused.map(({ reason, requests }) => (
              <Flex key={reason} component="li" justify="space-between" className="quality-finding">
                <span>{refusedWord(reason)}</span>
                <span>{formats.number(requests)}</span>
              </Flex>
            ))}
          </ul>
          <Typography.Text type="secondary">{t('refusedHint')}</Typography.Text>
        </Card>
      )}
      {countedSince !== null && countedSince > funnel.from && <Typography.Text type="secondary">{t('countedSince', { day: countedSince })}</Typography.Text>}
    </Flex>
  );
}
