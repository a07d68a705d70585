import type { ConnectionRunState, ConnectionState } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const colours = { ok: 'success', new: 'default', running: 'processing', failing: 'error', paused: 'warning' } as const;
const runColours = { waiting: 'default', running: 'processing', done: 'success', failed: 'error', stopped: 'warning' } as const;

export function ConnectionTag({ state }: { readonly state: ConnectionState }) {
  const { t } = useTranslation('connections');
  return <Tag color={colours[state]}>{t(`states.${state}`)}</Tag>;
}

export function RunTag({ state }: { readonly state: ConnectionRunState }) {
  const { t } = useTranslation('connections');
  return <Tag color={runColours[state]}>{t(`runStates.${state}`)}</Tag>;
}
