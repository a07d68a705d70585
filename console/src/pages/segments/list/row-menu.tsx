import type { SegmentOverviewItem } from '@danqing/contracts';
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import type { SegmentActions } from './use-segment-actions.tsx';

interface RowMenuProps {
  readonly segment: SegmentOverviewItem;
  readonly actions: SegmentActions;
  readonly move: (segment: SegmentOverviewItem) => void;
}

/** What is done with one row. */
export function RowMenu({ segment, actions, move }: RowMenuProps) {
  const { t } = useTranslation('segments');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const mayWrite = useMay('definitions.write');
  const path = `/w/${workspace}/segments/${encodeURIComponent(segment.key)}`;
  const go = (to: string) => () => void navigate(to);
  const items = [
    { key: 'open', label: t('open'), onClick: go(path) },
    { key: 'compare', label: t('compareWith'), onClick: go(`/w/${workspace}/segments/compare?of=${encodeURIComponent(segment.key)}`) },
    ...(mayWrite
      ? [
          { key: 'edit', label: t('edit'), onClick: go(`${path}/edit`) },
          { key: 'compute', label: t('compute'), onClick: () => actions.compute(segment) },
          { key: 'copy', label: t('copySegment'), onClick: () => actions.copy(segment) },
          { key: 'move', label: t('moveFolder'), onClick: () => move(segment) },
          { key: 'remove', label: t('remove'), danger: true, onClick: () => actions.remove(segment, segment.usedBy) },
        ]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<MoreOutlined />} aria-label={t('actionsOf', { name: segment.name })} />
    </Dropdown>
  );
}
