import type { SegmentView } from '@danqing/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { PeopleTable } from '../people-table.tsx';
import { Why } from './why.tsx';

/** Who is in it, and why each of them. */
export function MembersTab({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const workspace = useWorkspaceKey();
  return (
    <PeopleTable
      query={{ segment: segment.key }}
      label={t('tabs.members')}
      detail={({ id }) => <Why segment={segment.key} profile={id} />}
      detailLabel={t('members.why')}
      empty={
        <EmptyState
          title={t('members.emptyTitle')}
          hint={t('members.emptyHint')}
          action={
            <Link to={`/w/${workspace}/segments/${encodeURIComponent(segment.key)}/edit`}>
              <Button>{t('members.toEdit')}</Button>
            </Link>
          }
        />
      }
    />
  );
}
