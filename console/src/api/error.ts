import { sayFault } from './chinese/say.ts';

/** One fault inside a request, at a JSON Pointer. */
export interface FaultAt {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What the server said when it refused: a problem document (RFC 9457) with a permanent code. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly FaultAt[];
  readonly requestId: string | undefined;

  constructor(status: number, problem: Problem) {
    const said = problem.detail ?? problem.title ?? `HTTP ${status}`;
    super(problem.code === undefined ? said : sayFault(problem.code, said));
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? (status === 0 ? 'DQ_UNREACHABLE' : `HTTP_${status}`);
    this.faults = (problem.errors ?? []).map((fault) => ({ ...fault, message: sayFault(fault.code, fault.message) }));
    this.requestId = problem.requestId;
  }
}

/** The members of a problem document that the console reads. */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly FaultAt[];
  readonly requestId?: string;
}
