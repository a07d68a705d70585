import type { ClassOf } from '#govern';

/** Routes that answer about a rule which nobody kept need this for `refuseProbing`: counts and examples would show what whoever asks sees masked. */
export interface AskingDeps {
  /** How personal the fields of a workspace are. */
  readonly classOf: (workspace: number) => ClassOf;
}
