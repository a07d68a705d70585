import type { SegmentSnapshots, SegmentView, SnapshotPlanView } from '@danqing/contracts';
import { Alert, App, Button, Card, Flex, Radio, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { whenDone } from '../../../api/when-done.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { FreezeDialog } from './freeze-dialog.tsx';
import { NumberBox } from '../../../parts/number-box.tsx';

type Every = 'off' | SnapshotPlanView['every'];
const everies: readonly Every[] = ['off', 'daily', 'weekly', 'monthly'];
const usualKeep = { off: 7, daily: 7, weekly: 8, monthly: 12 } as const;

/** Members kept as lists: by schedule, and those there are. */
export function SnapshotsTab({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('lists.write');
  const [isFreezing, setFreezing] = useState(false);
  const path = `/api/v1/segments/${encodeURIComponent(segment.key)}/snapshots`;
  const snapshots = useApi<SegmentSnapshots>(path);
  const now = (
    <Button type="primary" onClick={() => setFreezing(true)}>
      {t('snapshots.now')}
    </Button>
  );
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={12} justify="space-between" align="center">
        <Typography.Text type="secondary" style={{ maxWidth: 640 }}>
          {t('snapshots.lead')}
        </Typography.Text>
        {mayWrite && now}
      </Flex>
      {snapshots.data !== undefined && (mayWrite || snapshots.data.plan !== null) && (
        <PlanCard key={snapshots.data.plan?.updatedAt ?? 'none'} path={path} plan={snapshots.data.plan} mayWrite={mayWrite} />
      )}
      <DataTable<SegmentSnapshots['items'][number]>
        label={t('tabs.snapshots')}
        rows={snapshots.data?.items}
        error={snapshots.error}
        onRetry={() => void snapshots.refetch()}
        rowKey={({ key }) => key}
        empty={<EmptyState title={t('snapshots.emptyTitle')} hint={t('snapshots.emptyHint')} />}
        columns={[
          {
            title: t('snapshots.list'),
            key: 'name',
            render: (_, { key, name }) => <Link to={`/w/${workspace}/lists/${encodeURIComponent(key)}`}>{name}</Link>,
          },
          { title: t('snapshots.takenAt'), key: 'takenAt', render: (_, { takenAt }) => (takenAt === null ? '–' : formats.time(takenAt)) },
          { title: t('size'), key: 'count', align: 'right', render: (_, { count }) => formats.number(count) },
          { title: t('snapshots.by'), key: 'by', render: (_, { isAutomatic }) => <Tag>{t(isAutomatic ? 'snapshots.automatic' : 'snapshots.manual')}</Tag> },
        ]}
      />
      {isFreezing && <FreezeDialog segment={segment} close={() => setFreezing(false)} />}
    </Flex>
  );
}

interface PlanCardProps {
  readonly path: string;
  readonly plan: SnapshotPlanView | null;
  readonly mayWrite: boolean;
}

function PlanCard({ path, plan, mayWrite }: PlanCardProps) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const { message } = App.useApp();
  const [every, setEvery] = useState<Every>(plan?.every ?? 'off');
  const [keep, setKeep] = useState(plan?.keep ?? usualKeep.daily);
  const save = useChange(
    (): Promise<SegmentSnapshots | null> => (every === 'off' ? api.delete<null>(path) : api.put<SegmentSnapshots>(path, { every, keep })),
    [path],
  );
  const choose = (next: Every): void => {
    setEvery(next);
    setKeep(plan?.every === next ? plan.keep : usualKeep[next]);
  };
  const isChanged = every !== (plan?.every ?? 'off') || (every !== 'off' && keep !== plan?.keep);
  const submit = (): void =>
    whenDone(save, undefined, {
      done: (saved) => void message.success(saved?.plan ? t('snapshots.saved', { time: formats.time(saved.plan.nextAt) }) : t('snapshots.ended')),
      failed: (error) => void message.error(error.message),
    });
  return (
    <Card size="small" title={t('snapshots.plan')}>
      <Flex wrap gap={12} align="center">
        <Radio.Group
          disabled={!mayWrite}
          value={every}
          options={everies.map((value) => ({ value, label: value === 'off' ? t('snapshots.off') : t(`snapshots.every.${value}`) }))}
          onChange={({ target }) => choose(everies.find((each) => each === target.value) ?? 'off')}
        />
        {every !== 'off' && (
          <Flex gap={8} align="center">
            <label htmlFor="snapshots-keep">{t('snapshots.keep')}</label>
            <NumberBox
              id="snapshots-keep"
              min={1}
              max={400}
              value={keep}
              disabled={!mayWrite}
              onChange={(value) => setKeep(value ?? 1)}
              style={{ width: 80 }}
            />
            {t('snapshots.keepUnit')}
          </Flex>
        )}
        {isChanged && mayWrite && (
          <Button type="primary" onClick={submit} loading={save.isPending}>
            {common('save')}
          </Button>
        )}
      </Flex>
      {plan !== null && !isChanged && (
        <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
          {t('snapshots.next', { time: formats.time(plan.nextAt) })}
          {plan.lastAt !== null && ` · ${t('snapshots.last', { time: formats.time(plan.lastAt) })}`}
        </Typography.Paragraph>
      )}
      {every !== 'off' && (
        <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }}>
          {t('snapshots.old')}
        </Typography.Paragraph>
      )}
      {plan !== null && plan.problem !== null && (
        <Alert type="warning" showIcon title={t('snapshots.problem', { why: plan.problem })} style={{ marginTop: 8 }} />
      )}
    </Card>
  );
}
