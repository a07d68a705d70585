import type { FaultCode } from '#kernel';
import type { ParquetHead } from './decode.ts';

/** What the reading thread is asked. */
export type Request =
  | { readonly kind: 'open'; readonly path: string; readonly wanted: readonly string[] }
  | { readonly kind: 'next' }
  | { readonly kind: 'close' };

/** What it answers. `rows`: lists of cells as JSON, which takes half the time of cloning them; undefined at the end. `refused` is the file's fault, `failed` the machine's. */
export type Answer =
  | ({ readonly kind: 'opened' } & ParquetHead)
  | { readonly kind: 'rows'; readonly rows: string | undefined; readonly readBytes: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly code: FaultCode; readonly status: number; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
