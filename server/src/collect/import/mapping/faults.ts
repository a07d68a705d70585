import type { FaultDetail } from '#kernel';

/** Gathers everything that is wrong with a mapping, so that people mend it once. */
export interface FaultList {
  readonly faults: readonly FaultDetail[];
  add(path: string, code: string, message: string, suggestion?: string): void;
}

export function faultList(): FaultList {
  const faults: FaultDetail[] = [];
  return {
    faults,
    add: (path, code, message, suggestion) => {
      faults.push({ path, code, message, ...(suggestion === undefined ? {} : { suggestion }) });
    },
  };
}

/** One step of a JSON Pointer (RFC 6901). */
export const pointer = (path: string, step: string | number): string => `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
