import { Fault } from '#kernel';

/** What one preview may cost. */
export const previewSettings: Readonly<Record<string, number>> = {
  max_execution_time: 90,
  max_memory_usage: 2_000_000_000,
};

const explanations: Readonly<Record<string, string>> = {
  '159': `the rule takes longer than a preview may (${previewSettings['max_execution_time']} s)`,
  '241': 'the rule needs more memory than a preview may have',
};

/** Says clearly that a preview cost too much; everything else is thrown on as it is. */
export async function withinLimits<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const explanation = explanations[code];
    if (explanation === undefined) throw error;
    throw new Fault('DQ_TOO_EXPENSIVE', 422, `${explanation}; narrow its windows, name events instead of *, or keep it as a segment that is computed daily`, {
      cause: error,
    });
  });
}
