import { Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MeView } from '../api/session.ts';

/** Which workspace one is in; with more than one, a way to the others. */
export function WorkspaceSwitch({ workspace, me }: { readonly workspace: string; readonly me: MeView }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const here = me.workspaces.find(({ key }) => key === workspace);
  if (me.workspaces.length < 2) return <Typography.Text strong>{here?.name ?? workspace}</Typography.Text>;
  return (
    <Select
      aria-label={t('workspace')}
      value={workspace}
      variant="filled"
      style={{ minWidth: 132, maxWidth: 220 }}
      options={me.workspaces.map(({ key, name }) => ({ value: key, label: name }))}
      onChange={(key) => void navigate(`/w/${key}/home`)}
    />
  );
}
