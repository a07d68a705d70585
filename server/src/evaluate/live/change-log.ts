/** Which profiles changed, in what order; the pipeline keeps it, entry wires it. */
export interface ChangeLog {
  /** The last change of each workspace that can be queried, by workspace. */
  heads(): Promise<ReadonlyMap<number, number>>;
  /** Everything after one change and up to another, together. */
  read(workspace: number, after: number, upTo: number): Promise<Changes>;
  /** Nobody will ask for changes up to here any more. */
  forget(workspace: number, upTo: number): Promise<void>;
}

export interface Changes {
  readonly profiles: ReadonlySet<number>;
  /** Of them, those that were merged away or merged into. */
  readonly merged: ReadonlySet<number>;
  /** Names of the events. */
  readonly events: ReadonlySet<string>;
  /** Profiles were made, or identifiers or traits changed. */
  readonly hasIdentity: boolean;
}
