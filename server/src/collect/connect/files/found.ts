/** A file that lies where a connection looks. */
export interface FoundFile {
  /** Within the folder or the bucket. */
  readonly path: string;
  readonly bytes: number;
  /** Another one when the contents have changed: an ETag, or size and moment of change. */
  readonly version: string;
  readonly changedAt: Date | null;
  /** Somebody is still writing it. */
  readonly isResting: boolean;
}

/** A folder or a bucket. */
export interface FilesPlace {
  /** What answered, for people. */
  readonly name: string;
  /** Everything that fits the pattern, by path. Throws DQ_CONNECTION_… */
  list(): Promise<readonly FoundFile[]>;
  /** Copies this version of a file to a path of ours, synced. False when it has changed since it was listed. */
  copy(file: FoundFile, to: string): Promise<boolean>;
}

/** More are not looked at in one run. */
export const mostListed = 100_000;
