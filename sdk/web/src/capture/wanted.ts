import type { Autocapture, Options } from '../options.ts';

/** Whether the site asked for this to be recorded by itself. */
export const isWanted = ({ autocapture = false }: Options, what: keyof Autocapture): boolean =>
  typeof autocapture === 'boolean' ? autocapture : autocapture[what] === true;
