import { useSyncExternalStore } from 'react';

const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');

const subscribe = (listener: () => void): (() => void) => {
  stillness.addEventListener('change', listener);
  return () => stillness.removeEventListener('change', listener);
};

/** Whether things may move. Who asked their system for less motion gets none: a window stands where it will stand at once, and nothing is clicked on its way. */
export const useMotion = (): boolean => useSyncExternalStore(subscribe, () => !stillness.matches);
