/** What a visit is: the one rule of the table `visits` of the workbench, of ready tags and of the timeline. */

/** A visit ends when nothing was seen for longer than this. */
export const visitPauseMs = 30 * 60_000;

/** Somebody seen on a page or a screen. */
export interface Sighting {
  /** ms since the epoch. */
  readonly at: number;
  /** What brought them there: traffic channel, platform and campaign; '' where nothing says so. */
  readonly channel: string;
  readonly source: string;
  readonly campaign: string;
}

/** Says nothing of where somebody came from. */
const untold: ReadonlySet<string> = new Set(['', 'direct', 'internal']);

/**
 * Which of one person's sightings begin a visit, oldest first: the first, one after a pause, and one by which they came by another campaign than the last time. Midnight begins
 * nothing, and so does another device or source.
 */
export function visitStarts(sightings: readonly Sighting[]): readonly boolean[] {
  let came = '';
  let before: number | undefined;
  return sightings.map(({ at, channel, source, campaign }) => {
    const by = untold.has(channel) ? '' : `${channel}\n${source}\n${campaign}`;
    const isStart = before === undefined || at - before > visitPauseMs || (by !== '' && by !== came);
    if (by !== '') came = by;
    before = at;
    return isStart;
  });
}
