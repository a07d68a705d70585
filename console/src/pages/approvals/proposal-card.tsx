import { deeds, type ProposalView, type RevisionView } from '@danqing/contracts';
import { App, Button, Card, Flex, Input, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { changedFields } from '../../parts/collaborate/changed-fields.ts';
import { useFormats } from '../../parts/format.ts';
import { isMap } from '../../parts/is-map.ts';
import { JsonBlock } from '../../parts/json-block.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { usePunctuation } from '../../parts/punctuation.ts';

const families = ['segments', 'tags', 'lists', 'schemes', 'questions'] as const;
const colours: Readonly<Record<ProposalView['state'], string>> = { open: 'gold', approved: 'green', rejected: 'red', withdrawn: 'default' };

/** What the proposal is about, in the reader's words: its kind and the name that was sent, or its key. */
function useObjectName({ object, body }: ProposalView): string {
  const { t } = useTranslation('collaborate');
  const [family, key] = object.split('/');
  const known = families.find((one) => one === family);
  const name = isMap(body) && typeof body['name'] === 'string' ? body['name'] : key;
  return `${known === undefined ? '' : `${t(`approvals.families.${known}`)} · `}${name}`;
}

function Decide({ proposal }: { readonly proposal: ProposalView }) {
  const { t } = useTranslation('collaborate');
  const { message } = App.useApp();
  const mayApprove = useMay('definitions.approve');
  const [note, setNote] = useState('');
  const decide = useChange(
    (verdict: 'approve' | 'reject' | 'withdraw') => api.post<ProposalView>(`/api/v1/proposals/${proposal.id}/${verdict}`, { note }),
    ['/api/v1/'],
  );
  const send = (verdict: 'approve' | 'reject' | 'withdraw', done: 'approved' | 'rejected' | 'withdrawn') => (): void =>
    decide.mutate(verdict, {
      onSuccess: () => void message.success(t(`approvals.done.${done}`)),
      onError: (error) => void message.error(error.message),
    });
  if (proposal.isMine)
    return (
      <Flex wrap gap={8} align="center">
        <Button loading={decide.isPending} onClick={send('withdraw', 'withdrawn')}>
          {t('approvals.withdraw')}
        </Button>
        {mayApprove && <Typography.Text type="secondary">{t('approvals.own')}</Typography.Text>}
      </Flex>
    );
  if (!mayApprove) return null;
  return (
    <Flex vertical gap={8}>
      <Input.TextArea
        aria-label={t('approvals.note')}
        placeholder={t('approvals.rejectNote')}
        value={note}
        onChange={({ target }) => setNote(target.value)}
        autoSize
        maxLength={4000}
      />
      <Flex gap={8}>
        <Button type="primary" loading={decide.isPending} onClick={send('approve', 'approved')}>
          {t('approvals.approve')}
        </Button>
        <Button danger disabled={decide.isPending} onClick={send('reject', 'rejected')}>
          {t('approvals.reject')}
        </Button>
      </Flex>
    </Flex>
  );
}

/** A change that somebody proposes: what it is, why, what differs, and what may be done about it. */
export function ProposalCard({ proposal, isMarked }: { readonly proposal: ProposalView; readonly isMarked: boolean }) {
  const { t } = useTranslation('collaborate');
  const formats = useFormats();
  const marks = usePunctuation();
  const language = useLanguage();
  const workspace = useWorkspaceKey();
  const name = useObjectName(proposal);
  const isChange = proposal.deed === deeds[1];
  const before = useApi<{ items: readonly RevisionView[] }>('/api/v1/history', { query: { object: proposal.object, limit: 1 }, enabled: isChange });
  const fields = isChange ? changedFields(before.data?.items[0]?.body, proposal.body).map((field) => t(`fields.${field}`)) : [];
  const { actor, deed, reason, state, decider, decidedAt, note, body, object, at } = proposal;
  return (
    <Card size="small" style={isMarked ? { borderColor: 'var(--primary)' } : {}}>
      <Flex vertical gap={8} style={{ overflowWrap: 'anywhere' }}>
        <Flex wrap gap={8} align="center">
          <Typography.Text strong>{t('approvals.says', { name: actor, deed: t(`deeds.${deed}`), object: name })}</Typography.Text>
          <Tag color={colours[state]}>{t(`approvals.states.${state}`)}</Tag>
          <Typography.Text type="secondary">
            <TimeText value={at} />
          </Typography.Text>
        </Flex>
        {reason === '' ? <Typography.Text type="secondary">{t('noReason')}</Typography.Text> : <div>{reason}</div>}
        {fields.length > 0 && <div>{t('changedFields', { fields: fields.join(language === 'zh' ? '、' : ', ') })}</div>}
        {body !== null && (
          <details>
            <summary>{t('approvals.becomes')}</summary>
            <JsonBlock text={JSON.stringify(body)} label={t('approvals.becomes')} />
          </details>
        )}
        {deed !== 'made' && <Link to={`/w/${workspace}/${object}`}>{t('approvals.open')}</Link>}
        {state === 'open' && <Decide proposal={proposal} />}
        {state !== 'open' && decidedAt !== null && (
          <Typography.Text type="secondary">
            {t('approvals.decided', { name: decider ?? '', time: formats.time(decidedAt) })}
            {note === '' ? '' : `${marks.colon}${note}`}
          </Typography.Text>
        )}
      </Flex>
    </Card>
  );
}
