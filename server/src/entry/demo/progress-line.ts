export interface ProgressLine {
  readonly show: (what: string, done: number, of: number) => void;
  readonly end: () => void;
}

interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): boolean;
}

const WIDTH = 28;

/** A bar with rate and time left on a terminal; a line every tenth of the work elsewhere. */
export function progressLine(output: Output, now: () => number): ProgressLine {
  let what = '';
  let startedAt = 0;
  let shownAt = 0;
  let tenth = -1;
  const end = (): void => {
    if (output.isTTY === true && what !== '') output.write('\n');
    what = '';
  };
  return {
    end,
    show: (next, done, of) => {
      const at = now();
      if (next !== what) {
        end();
        what = next;
        startedAt = at;
        tenth = -1;
        shownAt = 0;
      }
      const share = of === 0 ? 1 : Math.min(1, done / of);
      const rate = done / Math.max(0.001, (at - startedAt) / 1000);
      const text = `${what.padEnd(9)} ${percent(share)}  ${Math.round(done).toLocaleString('en-US')} of ${of.toLocaleString('en-US')}  ${Math.round(rate).toLocaleString('en-US')}/s`;
      if (output.isTTY === true) {
        if (at - shownAt < 100 && done < of) return;
        shownAt = at;
        const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
        output.write(`\r${bar} ${text}  ${timeLeft((of - done) / Math.max(rate, 0.001))}\u001B[K`);
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        output.write(`${text}\n`);
      }
    },
  };
}

const percent = (share: number): string =>
  `${Math.floor(share * 100)
    .toString()
    .padStart(3)} %`;

const timeLeft = (seconds: number): string => (seconds < 1 ? '' : seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`);
