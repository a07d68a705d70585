import type { ImportTableKind, Words } from '@danqing/contracts';

/** The export of a usual system, known by its headings. */
export interface ExportSystem {
  readonly id: string;
  readonly name: Words;
  /** How its rows are read, in a sentence. */
  readonly hint: Words;
  /** Headings that it has, all of them, separated by |; of those in brackets one is enough. */
  readonly has: string;
  /** What the table is about, where its columns alone would leave it open. */
  readonly kind?: ImportTableKind;
  /** Headings that mean something else here than elsewhere: heading=target, separated by |. */
  readonly means?: string;
}
