import type { Me } from '@danqing/contracts';
import i18next from 'i18next';
import { api } from '../../api/client.ts';
import { chooseTheme } from '../../design/theme-mode.ts';

/** Where to go after signing in: a path of this console only, never another site. */
export const placeAfter = (next: string | null): string => (next !== null && /^\/(?![/\\])/.test(next) ? next : '/');

/** Signed in: this device takes over what the person has chosen elsewhere. A whole new load, so that nothing of somebody before stays in memory. */
export async function enter(path: string): Promise<void> {
  const { preferences } = await api.get<Me>('/api/v1/me');
  if (preferences.theme !== undefined) chooseTheme(preferences.theme);
  if (preferences.language !== undefined) await i18next.changeLanguage(preferences.language);
  window.location.replace(path);
}
