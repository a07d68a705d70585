import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import type { Attempts } from './attempts.ts';
import type { SignInLibrary } from './library.ts';
import type { Sessions } from './sessions.ts';

/** A one-time link for somebody's inbox. */
export interface LinkMail {
  readonly kind: 'invitation' | 'reset';
  readonly to: string;
  readonly link: string;
  readonly expiresAt: Date;
  /** Name of who made it. */
  readonly from: string;
  /** Name of the workspace that invites. */
  readonly workspace: string;
}

/** Sends a link by e-mail; false when no mail is set up. The link is shown to its maker anyway. */
export type LinkMailer = (mail: LinkMail, workspace: number) => Promise<boolean>;

export interface OperatorDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly library: SignInLibrary;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  /** How people reach the console from outside; undefined: as the request says. */
  readonly publicUrl: string | undefined;
  readonly mailLink: LinkMailer;
}
