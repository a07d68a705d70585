import type { SchemeView, TagWhy } from '@danqing/contracts';
import { Alert, Card, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { ProofTree } from '../../../parts/proof-tree.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { CustomerSearch } from '../../tags/page/customer-search.tsx';
import { usePartNames } from '../names.ts';
import { schemePath } from '../types.ts';

/** Which group one customer is in, and why. */
export function Why({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const [customer, setCustomer] = useUrlState('customer');
  const profile = /^\d+$/.test(customer) ? Number(customer) : undefined;
  return (
    <Card>
      <Flex vertical gap={16}>
        <Typography.Text type="secondary">{t('whyLead')}</Typography.Text>
        <CustomerSearch value={profile} onChange={(next) => setCustomer(next === undefined ? null : String(next))} />
        {profile !== undefined && <Answer key={profile} scheme={scheme} profile={profile} />}
      </Flex>
    </Card>
  );
}

function Answer({ scheme, profile }: { readonly scheme: SchemeView; readonly profile: number }) {
  const { t } = useTranslation('schemes');
  const nameOf = usePartNames(scheme.parts);
  const why = useApi<Static<typeof TagWhy>>(`${schemePath(scheme.key)}/why`, { query: { profile } });
  if (why.isError) return <ErrorState error={why.error} onRetry={() => void why.refetch()} />;
  if (why.data === undefined) return <Skeleton active />;
  const { value, computed, proofs } = why.data;
  const [stored, now] = [value, computed].map((each) => (typeof each === 'string' ? each : ''));
  const { definition } = scheme;
  // Proofs stand in the order of the definition.
  const groupOf = (index: number): ReactNode => {
    const part = 'rules' in definition ? definition.rules[index]?.part : 'values' in definition ? definition.values.parts[index]?.part : undefined;
    return part === undefined ? undefined : <strong>{nameOf(part)}</strong>;
  };
  return (
    <Flex vertical gap={12}>
      <Typography.Title level={3} style={{ fontSize: 17, margin: 0 }}>
        {stored === undefined || stored === '' ? t('whyNone') : t('whyIn', { part: nameOf(stored) })}
      </Typography.Title>
      {stored !== now && now !== undefined && <Alert type="info" showIcon title={t('whyChanged', { stored: nameOf(stored ?? ''), computed: nameOf(now) })} />}
      <Typography.Text type="secondary">{'rules' in definition ? t('whyOrder') : t('whyProofs')}</Typography.Text>
      <ProofTree profile={profile} proofs={proofs} nameOf={groupOf} />
    </Flex>
  );
}
