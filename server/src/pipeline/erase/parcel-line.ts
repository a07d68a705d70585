/** An erasure on its way to ClickHouse, as it stands in a parcel. */
export interface ErasureLine {
  readonly erasure: number;
  readonly workspace: number;
  readonly homes: readonly number[];
  readonly namers: readonly number[];
  /** `kind=value`. */
  readonly identifiers: readonly string[];
  /** The profile of nobody that keeps the events; null: they go. */
  readonly nobody: number | null;
}

const isLine = (value: unknown): value is ErasureLine =>
  typeof value === 'object' && value !== null && 'erasure' in value && 'homes' in value && 'nobody' in value;

export function readErasureLine(line: string): ErasureLine {
  const value: unknown = JSON.parse(line);
  if (!isLine(value)) throw new Error('an erasure in the outbox names nobody');
  return value;
}
