import { Fault } from '#kernel';

/** How many statements run at once in this process, of one person, and how many of one person may wait. */
const atOnce = 2;
const ofOne = 2;
const waiting = 5;

interface Waiting {
  readonly who: string;
  readonly start: () => void;
}

/** Lets a few statements run at once; whoever has few under way goes first. */
export function createQueue() {
  const running: string[] = [];
  const queue: Waiting[] = [];
  const countOf = (who: string): number => running.filter((each) => each === who).length;
  const next = (): void => {
    while (running.length < atOnce) {
      const at = queue.findIndex(({ who }) => countOf(who) < ofOne);
      const [chosen] = at < 0 ? [] : queue.splice(at, 1);
      if (chosen === undefined) return;
      running.push(chosen.who);
      chosen.start();
    }
  };
  return {
    /** Runs `work` when it is its turn. Throws DQ_TOO_MANY_RUNS where somebody has too many waiting. */
    enter: (who: string, work: () => Promise<void>): void => {
      if (queue.filter((each) => each.who === who).length >= waiting)
        throw new Fault('DQ_TOO_MANY_RUNS', 429, `${waiting} of your statements wait already: stop one, or wait for them`);
      const start = (): void => {
        void work().finally(() => {
          running.splice(running.indexOf(who), 1);
          next();
        });
      };
      queue.push({ who, start });
      next();
    },
  };
}
