import type { PostgresSession } from '#platform';

/** An identifier in the form in which it is kept. */
export interface ErasedIdentifier {
  readonly kind: string;
  readonly value: string;
}

/** Whom to forget: everything that was recorded under these profile ids. */
export interface ErasureSubject {
  readonly id: number;
  readonly workspace: number;
  readonly homes: readonly number[];
  readonly keepsEvents: boolean;
  /** Log records before this one had been accepted when it was asked for. */
  readonly acceptedUpTo: number;
  /** What they were known by; empty until the first participant has forgotten them. */
  readonly identifiers: readonly ErasedIdentifier[];
  /** The log position it took place at; null before. */
  readonly position: number | null;
  readonly askedAt: Date;
  /** From then on nothing holds them but files that are about to be written anew; null before. */
  readonly scrubbingAt: Date | null;
}

/** So much went from there: a line of the certificate. */
export interface Removed {
  readonly store: 'postgres' | 'clickhouse' | 'log' | 'files';
  /** In plain words, the same for every erasure: `events`, `consents`. */
  readonly what: string;
  readonly count: number;
}

export interface Forgotten {
  readonly removed: readonly Removed[];
  /** Of the participant that holds the graph, what the others need. */
  readonly graph?: { readonly identifiers: readonly ErasedIdentifier[]; readonly position: number; readonly anonymousId: number | null };
}

export interface Swept {
  readonly removed: readonly Removed[];
  /** False: something must happen elsewhere first; it is asked again soon. */
  readonly isDone: boolean;
  /** Kept until it is asked again, over restarts too. */
  readonly progress?: unknown;
}

/**
 * A module that holds something of people. Each stage implements it, `entry` hands all of them to the runner, which asks them in their order. Every step may be repeated:
 * after a crash it is.
 */
export interface ErasureParticipant {
  /** Names it among the others: what it keeps stands under it. */
  readonly name: string;
  /** Whether everything that was accepted before the erasure was asked for has been worked off here. */
  readonly isReady?: (subject: ErasureSubject) => Promise<boolean>;
  /** Forgets them at once: in the one transaction after which nobody finds them. */
  readonly forget?: (tx: PostgresSession, subject: ErasureSubject, at: number) => Promise<Forgotten>;
  /** After that: whatever may take its time. */
  readonly sweep?: (subject: ErasureSubject, progress: unknown) => Promise<Swept>;
  /** At the end: whether no file of its store holds what was removed any more. */
  readonly isScrubbed?: (subject: ErasureSubject) => Promise<boolean>;
  /** Tables of PostgreSQL that it takes rows from: they are written anew at the end. */
  readonly tables?: readonly string[];
}
