import type { TaskState as State } from '@danqing/contracts';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const badges = { waiting: 'default', running: 'processing', done: 'success', failed: 'error', stopped: 'warning' } as const;

export function TaskState({ state }: { readonly state: State }) {
  const { t } = useTranslation('tasks');
  return <Badge status={badges[state]} text={t(`states.${state}`)} style={{ whiteSpace: 'nowrap' }} />;
}
