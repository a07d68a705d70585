import type { FaultDetail } from '#kernel';

/** What reading a definition brings to light: what it is refused for, and names that no data has brought yet. */
export interface Findings {
  readonly faults: FaultDetail[];
  readonly warnings: FaultDetail[];
}

export const noFindings = (): Findings => ({ faults: [], warnings: [] });
