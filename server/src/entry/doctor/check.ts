/** One thing that was looked at: what was found, and what to do about it when it is not well. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly found: string;
  readonly advice?: string;
}

export const ok = (name: string, found: string): Check => ({ name, state: 'ok', found });
export const warning = (name: string, found: string, advice: string): Check => ({ name, state: 'warning', found, advice });
export const failed = (name: string, found: string, advice: string): Check => ({ name, state: 'failed', found, advice });

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
