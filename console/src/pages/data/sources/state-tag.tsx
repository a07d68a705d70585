import type { SourceListed } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const hourMs = 3_600_000;

function stateOf({ disabledAt, activity }: SourceListed): 'disabled' | 'never' | 'live' | 'quiet' {
  if (disabledAt !== null) return 'disabled';
  if (activity.lastSeenAt === null) return 'never';
  return Date.now() - Date.parse(activity.lastSeenAt) < hourMs ? 'live' : 'quiet';
}

const colours = { live: 'success', quiet: 'warning', never: 'default', disabled: 'error' } as const;

export function SourceState({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('sources');
  const state = stateOf(source);
  return <Tag color={source.kind === 'import' && state === 'quiet' ? 'default' : colours[state]}>{t(`states.${state}`)}</Tag>;
}
