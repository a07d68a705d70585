import type { ProfileView, RuleJson, RuleProofView } from '@danqing/contracts';
import { Button, Card, Flex, Modal, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { ProofTree } from '../../../parts/proof-tree.tsx';
import { CustomerLink } from '../../customers/customer-link.tsx';
import { nameOf } from '../../customers/names.ts';

interface PeoplePanelProps {
  /** Ids of some whom the rule finds; undefined while it is not known. */
  readonly sample: readonly number[] | undefined;
  readonly rule: RuleJson;
  readonly at: string;
}

const shown = 5;

/** Some of those whom the rule finds, each with why. */
export function PeoplePanel({ sample, rule, at }: PeoplePanelProps) {
  const { t } = useTranslation('builder');
  const [asked, setAsked] = useState<ProfileView | null>(null);
  return (
    <Card size="small" title={t('examples')}>
      {sample === undefined && <Skeleton active title={false} />}
      {sample?.length === 0 && <Typography.Text type="secondary">{t('examplesEmpty')}</Typography.Text>}
      <Flex vertical gap={8}>
        {sample?.slice(0, shown).map((id) => (
          <Example key={id} id={id} onAsk={setAsked} />
        ))}
      </Flex>
      {asked !== null && <WhyDialog profile={asked} rule={rule} at={at} close={() => setAsked(null)} />}
    </Card>
  );
}

function Example({ id, onAsk }: { readonly id: number; readonly onAsk: (profile: ProfileView) => void }) {
  const { t } = useTranslation('builder');
  const profile = useApi<ProfileView>(`/api/v1/profiles/${id}`);
  const { data } = profile;
  if (data === undefined) return <Skeleton.Input active size="small" />;
  return (
    <Flex justify="space-between" align="center" gap={8}>
      <CustomerLink profile={data} />
      <Button size="small" type="text" onClick={() => onAsk(data)}>
        {t('why')}
      </Button>
    </Flex>
  );
}

interface WhyDialogProps {
  readonly profile: ProfileView;
  readonly rule: RuleJson;
  readonly at: string;
  readonly close: () => void;
}

function WhyDialog({ profile, rule, at, close }: WhyDialogProps) {
  const { t } = useTranslation('builder');
  const { t: people } = useTranslation('customers');
  const workspace = useWorkspaceKey();
  const body = { rule, profile: profile.id, ...(at !== '' && { at }) };
  const why = useQuery<RuleProofView, ApiError>({
    queryKey: [workspace, '/api/v1/rules/why', body],
    queryFn: ({ signal }) => api.post<RuleProofView>('/api/v1/rules/why', body, { signal }),
  });
  return (
    <Modal mask={{ closable: true }} open onCancel={close} footer={null} width={640} title={t('whyTitle', { name: nameOf(profile) ?? people('unnamed') })}>
      {why.isPending && <Skeleton active />}
      {why.isError && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
      {why.data !== undefined && (
        <>
          {!why.data.holds && <Typography.Paragraph type="warning">{t('notIn')}</Typography.Paragraph>}
          <ProofTree profile={profile.id} proofs={[why.data.proof]} />
        </>
      )}
    </Modal>
  );
}
