import { Fault } from '#kernel';

/** What one preview of a tag may cost. */
export const previewSettings: Readonly<Record<string, number>> = { max_execution_time: 60, max_memory_usage: 2_000_000_000 };

const explanations: Readonly<Record<string, string>> = {
  '159': `the definition takes longer than a preview may (${previewSettings['max_execution_time']} s)`,
  '241': 'the definition needs more memory than a preview may have',
};

/** Says clearly that a preview cost too much; everything else is thrown on as it is. */
export async function withinLimits<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const explanation = explanations[code];
    if (explanation === undefined) throw error;
    throw new Fault('DQ_TOO_EXPENSIVE', 422, `${explanation}; narrow its windows, name events instead of *, or save it and let it be computed daily`, {
      cause: error,
    });
  });
}
