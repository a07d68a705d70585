import type { CareView, DueFollowUps } from '@danqing/contracts';
import { Card, Flex, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { useUrlState } from '../../parts/url-state.ts';

const shown = 8;

function FollowUp({ care, isOfAll }: { readonly care: CareView; readonly isOfAll: boolean }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { dueAt, profile, assigneeName } = care;
  const now = Date.now();
  const isLate = dueAt !== null && Date.parse(dueAt) < now;
  const isToday = dueAt !== null && !isLate && formats.date(dueAt) === formats.date(now);
  return (
    <li style={{ listStyle: 'none', padding: '8px 0', borderTop: '1px solid var(--line)' }}>
      <Typography.Paragraph style={{ margin: 0, overflowWrap: 'anywhere' }} ellipsis={{ rows: 2 }}>
        {care.text}
      </Typography.Paragraph>
      <Flex gap={8} align="baseline" wrap>
        <Link to={`/w/${workspace}/customers/${profile}?tab=care`}>{t('followUps.customer', { id: profile })}</Link>
        {isLate && <Tag color="error">{t('followUps.late')}</Tag>}
        {isToday && <Tag color="warning">{t('followUps.today')}</Tag>}
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {dueAt === null ? t('followUps.noDue') : t('followUps.due', { time: formats.time(dueAt) })}
          {isOfAll && ` · ${assigneeName ?? t('followUps.nobody')}`}
        </Typography.Text>
      </Flex>
    </li>
  );
}

/** Follow-ups that wait, the most urgent first: one's own, or everybody's. */
export function FollowUps() {
  const { t } = useTranslation('home');
  const [of, setOf] = useUrlState('followUps');
  const isOfAll = of === 'everybody';
  const due = useApi<DueFollowUps>('/api/v1/care/due', { query: { of: isOfAll ? 'everybody' : 'me', limit: shown }, keepPrevious: true });
  return (
    <Card
      size="small"
      title={t('followUps.title')}
      extra={
        <Select
          size="small"
          aria-label={t('followUps.whose')}
          value={isOfAll ? 'everybody' : 'me'}
          options={[
            { value: 'me', label: t('followUps.mine') },
            { value: 'everybody', label: t('followUps.everybodys') },
          ]}
          onChange={(next: string) => setOf(next === 'everybody' ? next : null)}
        />
      }
      style={{ height: '100%' }}
    >
      {due.isError && <ErrorState error={due.error} onRetry={() => void due.refetch()} />}
      {due.isPending && <Skeleton active title={false} />}
      {due.data?.items.length === 0 && <Typography.Text type="secondary">{t('followUps.empty')}</Typography.Text>}
      <ul style={{ margin: '-8px 0 0', padding: 0 }}>
        {due.data?.items.map((care) => (
          <FollowUp key={care.id} care={care} isOfAll={isOfAll} />
        ))}
      </ul>
    </Card>
  );
}
