import type { UseMutationResult } from '@tanstack/react-query';
import type { ApiError } from './error.ts';

/** What happens when a change has ended. */
interface Ends<Output> {
  readonly done: (output: Output) => void;
  /** Nothing where the page shows the error by itself. */
  readonly failed?: (error: Error) => void;
}

/**
 * Makes a change and goes on when it has ended, also when the form that began it is drawn anew meanwhile, as one is that shows what was saved:
 * what hangs on `mutate` itself is forgotten then.
 */
export function whenDone<Input, Output>(change: UseMutationResult<Output, ApiError, Input>, input: Input, { done, failed }: Ends<Output>): void {
  void change.mutateAsync(input).then(done, (error: unknown) => error instanceof Error && failed?.(error));
}
