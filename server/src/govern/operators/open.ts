import type { Clock } from '#kernel';
import type { Postgres, Seal } from '#platform';
import { openAttempts } from './attempts.ts';
import type { OperatorDeps } from './deps.ts';
import { openLibrary } from './library.ts';
import { linkMailer } from './mail-link.ts';
import { readPlaces } from './operator.read.ts';
import { openSessions } from './sessions.ts';

export interface OperatorSettings {
  readonly pg: Postgres;
  readonly clock: Clock;
  /** Signs sessions and encrypts second factors; kept in the data folder. */
  readonly secret: string;
  readonly publicUrl?: string | undefined;
  /** Opens the password of the mail server. */
  readonly seal: Seal;
  /** Hears what the sign-in library finds broken. */
  readonly complain?: (message: string) => void;
}

/** Everything about people who log in: sessions, attempts, the sign-in library. */
export function openOperators({ pg, clock, secret, publicUrl, seal, complain }: OperatorSettings): OperatorDeps {
  const library = openLibrary({
    pg,
    secret,
    mayEnter: async (operator) => (await readPlaces(pg, operator)).length > 0,
    complain: complain ?? (() => undefined),
  });
  const sessions = openSessions({ pg, library, publicUrl });
  return { pg, clock, library, sessions, attempts: openAttempts({ pg, clock }), publicUrl, mailLink: linkMailer({ pg, seal }) };
}
