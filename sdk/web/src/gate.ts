/** open: recorded and sent. waiting: nobody has answered. shut: the visitor said no. */
export type GateState = 'open' | 'waiting' | 'shut';

/** Whether anything may leave or be stored. Everything that writes or sends asks it. */
export interface Gate {
  state(): GateState;
  set(state: GateState): void;
  isOpen(): boolean;
}

export function createGate(): Gate {
  let state: GateState = 'waiting';
  return {
    state: () => state,
    set: (next) => {
      state = next;
    },
    isOpen: () => state === 'open',
  };
}

/** Where a page begins: what was said on an earlier one, else what the site's owner may take for granted. */
export function firstState(known: boolean | undefined, isAssumed: boolean, isOptedOut: () => boolean): GateState {
  if (known !== undefined) return known ? 'open' : 'shut';
  return isAssumed ? (isOptedOut() ? 'shut' : 'open') : 'waiting';
}

/** The browser's own word: Do Not Track and Global Privacy Control (sec-gpc). */
export const isOptedOut = (): boolean => navigator.doNotTrack === '1' || ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true);
