/** The one source of "now", in milliseconds since the epoch. Injected everywhere, so that time can be told as a story in tests. */
export interface Clock {
  now(): number;
}

export const systemClock = (offsetMs = 0): Clock => ({ now: () => Date.now() + offsetMs });

export interface FakeClock extends Clock {
  set(ms: number): void;
  advance(ms: number): void;
}

export function fakeClock(startMs: number): FakeClock {
  let current = startMs;
  return {
    now: () => current,
    set: (ms) => {
      current = ms;
    },
    advance: (ms) => {
      current += ms;
    },
  };
}
