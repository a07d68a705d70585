/** One detail of a fault: where (JSON Pointer into the request), what, and what to try instead. */
export interface FaultDetail {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

export type FaultCode = `DQ_${string}`;

/**
 * A broken thing that ends the work at hand. It becomes an RFC 9457 problem document with this permanent code.
 * Expected ends are values (`Outcome`), never faults. Caught in two places only: the HTTP error handler and the stream runner.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  /** HTTP status that tells the caller whose fault it is. */
  readonly status: number;
  readonly errors: readonly FaultDetail[];

  constructor(code: FaultCode, status: number, message: string, options: { errors?: readonly FaultDetail[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.status = status;
    this.errors = options.errors ?? [];
  }
}

export const notFound = (what: string): Fault => new Fault('DQ_NOT_FOUND', 404, `${what} does not exist here`);
export const invalid = (message: string, errors: readonly FaultDetail[] = []): Fault => new Fault('DQ_INVALID', 400, message, { errors });
export const conflict = (message: string): Fault => new Fault('DQ_CONFLICT', 409, message);
