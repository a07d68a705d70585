/** A count as both languages write it: 12,345. */
export const figure = (count: number): string => Math.round(count).toLocaleString('en-US');

/** `1 event`, `2 events`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;
