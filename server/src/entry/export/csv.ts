import { csvLine as lineOf } from '#kernel';

/** A line of a table that another program reads: every text as it is, also one that looks like a formula. */
export const csvLine = (cells: readonly unknown[]): string => lineOf(cells, { formulas: 'kept', quotes: 'where-needed' });
