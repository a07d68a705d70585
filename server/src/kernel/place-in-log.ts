/** The name of a message by where it lies: its record of the log, and its number within that. */
export const placeInLog = (position: number, index: number): string => `${position}-${index}`;
