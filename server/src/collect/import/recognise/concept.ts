/** What a column may be about, in a table of any kind. `headings`: as `plainHeading` has them, separated by |. */
export interface Concept {
  readonly id: string;
  readonly headings: string;
  /** A part of a heading that is enough when nothing fits whole. */
  readonly part?: RegExp;
  /** What it becomes in a table about people, of events (orders, points …), and of things sold. Without one: its own name there. */
  readonly person?: string;
  readonly event?: string;
  readonly thing?: string;
}
