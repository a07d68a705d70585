/** Messages of the server and their Chinese; `$1`… stand for what the message quotes. The first that fits counts. */
export type Patterns = readonly (readonly [RegExp, string])[];
