import type { SchemePart } from '@danqing/contracts';
import { type ThemeMode, useThemeMode } from '../../design/theme-mode.ts';
import { dark, light, seriesColours } from '../../design/tokens.ts';

/** The colour of a part: its own, or by its place; the unassigned are grey. */
export function colourOf(parts: readonly Pick<SchemePart, 'key' | 'color'>[], key: string, mode: ThemeMode): string {
  const place = parts.findIndex((part) => part.key === key);
  const own = parts[place]?.color ?? '';
  if (own !== '') return own;
  const colours = seriesColours[mode];
  return place < 0 ? (mode === 'dark' ? dark : light).line : (colours[place % colours.length] ?? colours[0]);
}

export function useColours(parts: readonly Pick<SchemePart, 'key' | 'color'>[]): (key: string) => string {
  const mode = useThemeMode();
  return (key) => colourOf(parts, key, mode);
}
