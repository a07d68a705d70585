import type { SegmentDependencies, SegmentView } from '@danqing/contracts';
import { MoreOutlined } from '@ant-design/icons';
import { Breadcrumb, Button, Dropdown, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Static } from 'typebox';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { CollaborateActions } from '../../parts/collaborate/collaborate-actions.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { useSegmentActions } from './list/use-segment-actions.tsx';
import { SegmentOverlap } from './overlap/segment-overlap.tsx';
import { SegmentPortrait } from './portrait/segment-portrait.tsx';
import { AboutDialog } from './segment/about-dialog.tsx';
import { AlertsDialog } from './segment/alerts-dialog.tsx';
import { ChangesTab } from './segment/changes-tab.tsx';
import { ExportDialog } from './segment/export-dialog.tsx';
import { FreezeDialog } from './segment/freeze-dialog.tsx';
import { HeadCard } from './segment/head-card.tsx';
import { LinksCard } from './segment/links-card.tsx';
import { MembersTab } from './segment/members-tab.tsx';
import { SegmentProgress } from './segment/progress.tsx';
import { RuleCard } from './segment/rule-card.tsx';
import { RunsTab } from './segment/runs-tab.tsx';
import { SizeChart } from './segment/size-chart.tsx';
import { SnapshotsTab } from './segment/snapshots-tab.tsx';
import { useThingNames } from './use-names.ts';

const soonMs = 2000;
const calmMs = 10_000;

type Dialog = 'about' | 'freeze' | 'export' | 'alerts';

/** One segment: how many and how that changes, its rule, its people, what they have in common, who came and went. */
export function Page() {
  const { t } = useTranslation('segments');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const names = useThingNames();
  const [dialog, setDialog] = useState<Dialog>();
  const [mayWrite, mayList, mayExport] = [useMay('definitions.write'), useMay('lists.write'), useMay('data.export')];
  const actions = useSegmentActions();
  const key = useParams()['key'] ?? '';
  const path = `/api/v1/segments/${encodeURIComponent(key)}`;
  const segment = useApi<SegmentView>(path, { everyMs: ({ state }) => (state === 'ready' || state === 'failed' || state === 'stopped' ? calmMs : soonMs) });
  const links = useApi<Static<typeof SegmentDependencies>>(`${path}/dependencies`);

  if (segment.isError) return <ErrorState isPage error={segment.error} onRetry={() => void segment.refetch()} />;
  if (segment.data === undefined) return <Skeleton active />;
  const { data } = segment;
  const usedBy = (links.data?.usedBy ?? []).map((user) => ({ ...user, name: names.of(user.kind, user.key) }));
  const toList = `/w/${workspace}/segments`;
  const close = (): void => setDialog(undefined);
  const more = [
    ...(mayWrite
      ? [
          { key: 'about', label: t('about'), onClick: () => setDialog('about') },
          { key: 'copy', label: t('copySegment'), onClick: () => actions.copy(data) },
          { key: 'alerts', label: t('alerts'), onClick: () => setDialog('alerts') },
        ]
      : []),
    ...(mayList ? [{ key: 'freeze', label: t('freeze'), onClick: () => setDialog('freeze') }] : []),
    ...(mayExport ? [{ key: 'export', label: t('exportMembers'), onClick: () => setDialog('export') }] : []),
    { key: 'compare', label: t('compareWith'), onClick: () => void navigate(`${toList}/compare?of=${encodeURIComponent(key)}`) },
    ...(mayWrite ? [{ key: 'remove', danger: true, label: t('remove'), onClick: () => actions.remove(data, usedBy, () => void navigate(toList)) }] : []),
  ];
  const folders = data.folder === '' ? [] : data.folder.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  return (
    <>
      <Breadcrumb
        style={{ marginBottom: 8 }}
        items={[
          { title: <Link to={toList}>{t('title')}</Link> },
          ...folders.map((folder) => ({
            title: <Link to={`${toList}?folder=${encodeURIComponent(folder)}`}>{folder.slice(folder.lastIndexOf('/') + 1)}</Link>,
          })),
        ]}
      />
      <PageHead
        title={data.name}
        lead={data.description}
        actions={
          <>
            <CollaborateActions object={`segments/${key}`} />
            {mayWrite && <Button onClick={() => actions.compute(data)}>{t('compute')}</Button>}
            {mayWrite && (
              <LinkButton type="primary" to={`${toList}/${encodeURIComponent(key)}/edit`}>
                {t('edit')}
              </LinkButton>
            )}
            <Dropdown menu={{ items: more }} trigger={['click']}>
              <Button icon={<MoreOutlined />} aria-label={t('more')} />
            </Dropdown>
          </>
        }
      />
      <Flex vertical gap={16}>
        <SegmentProgress segment={data} retry={() => actions.compute(data)} />
        <HeadCard segment={data} />
        <PageTabs
          items={[
            {
              key: 'overview',
              label: t('tabs.overview'),
              children: (
                <Flex vertical gap={16}>
                  <RuleCard segment={data} />
                  <SizeChart segment={data} />
                  <LinksCard segment={data} />
                </Flex>
              ),
            },
            { key: 'members', label: t('tabs.members'), children: <MembersTab segment={data} /> },
            { key: 'portrait', label: t('tabs.portrait'), children: <SegmentPortrait segment={data} /> },
            { key: 'overlap', label: t('tabs.overlap'), children: <SegmentOverlap segment={data} /> },
            { key: 'changes', label: t('tabs.changes'), children: <ChangesTab segment={data} /> },
            { key: 'snapshots', label: t('tabs.snapshots'), children: <SnapshotsTab segment={data} /> },
            { key: 'runs', label: t('tabs.runs'), children: <RunsTab segment={data} /> },
          ]}
        />
      </Flex>
      {dialog === 'about' && <AboutDialog segment={data} close={close} />}
      {dialog === 'freeze' && <FreezeDialog segment={data} close={close} />}
      {dialog === 'export' && <ExportDialog segment={data} close={close} />}
      {dialog === 'alerts' && <AlertsDialog segment={data} close={close} />}
    </>
  );
}
