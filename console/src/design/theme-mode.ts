import { useSyncExternalStore } from 'react';
import { keepStored, readStored } from '../i18n/language.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type ThemeMode = 'light' | 'dark';

const key = 'danqing.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function readThemeChoice(): ThemeChoice {
  const stored = readStored(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

const readMode = (): ThemeMode => {
  const choice = readThemeChoice();
  return choice === 'system' ? (systemDark.matches ? 'dark' : 'light') : choice;
};

function tell(): void {
  document.documentElement.dataset['theme'] = readMode();
  for (const listener of listeners) listener();
}

export function chooseTheme(choice: ThemeChoice): void {
  keepStored(key, choice === 'system' ? null : choice);
  tell();
}

systemDark.addEventListener('change', tell);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What is drawn now: the choice of this person, or what the system prefers. */
export const useThemeMode = (): ThemeMode => useSyncExternalStore(subscribe, readMode);
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, readThemeChoice);
