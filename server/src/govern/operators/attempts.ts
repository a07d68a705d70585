import { createHash } from 'node:crypto';
import { type Clock, Fault } from '#kernel';
import type { Postgres } from '#platform';

// All of one moment: of a hundred guesses sent at once no more count as first ones than of a hundred sent one after the other.
const oneAtATime = `SELECT pg_advisory_xact_lock(hashtext('danqing.sign_in'))`;
const lockedUntil = `
  SELECT max(reached.at) AS at
  FROM unnest($1::text[], $2::int[]) AS counted (key, most)
  CROSS JOIN LATERAL (
    SELECT f.at FROM govern.sign_in_failure f WHERE f.key = counted.key AND f.at > $3 ORDER BY f.at DESC OFFSET counted.most - 1 LIMIT 1
  ) AS reached`;
const noteAttempt = 'INSERT INTO govern.sign_in_failure (key, at) SELECT unnest($1::text[]), $2';
const forgetAttempt = 'DELETE FROM govern.sign_in_failure WHERE key = ANY ($1) AND ($2::timestamptz IS NULL OR at = $2)';
const forgetOld = 'DELETE FROM govern.sign_in_failure WHERE at <= $1';

const windowMs = 15 * 60_000;
/** Wrong attempts within the window before more are refused. One account from one address; one account from anywhere; one address on anything. */
const most = { pair: 5, account: 20, address: 30 } as const;

export interface Attempts {
  /**
   * Notes an attempt, or refuses it with DQ_LOCKED_OUT (429) when too many failed before. An account that does not exist is counted
   * like one that does. Call `succeeded` when it was no failure.
   */
  begin(account: string | undefined, address: string): Promise<{ succeeded(): Promise<void> }>;
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Lock-out after repeated failures, in the database: a restart forgets nothing, and several processes count together. */
export function openAttempts({ pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): Attempts {
  return {
    begin: async (account, address) => {
      const own = account === undefined ? [] : [`pair:${hashed(`${account} ${address}`)}`, `account:${hashed(account)}`];
      const shared = `address:${address}`;
      const limits = [...own.map((key) => (key.startsWith('pair:') ? most.pair : most.account)), most.address];
      const at = new Date(clock.now());
      const since = new Date(clock.now() - windowMs);
      const reached = await pg.transaction(async (tx) => {
        await tx.query(oneAtATime);
        await tx.query(forgetOld, [since]);
        const [locked] = await tx.query<{ readonly at: Date | null }>(lockedUntil, [[...own, shared], limits, since]);
        if (locked?.at instanceof Date) return locked.at;
        await tx.query(noteAttempt, [[...own, shared], at]);
        return undefined;
      });
      if (reached !== undefined) throw lockedOut(reached.getTime() + windowMs - clock.now());
      return {
        succeeded: async () => {
          await pg.query(forgetAttempt, [own, null]);
          await pg.query(forgetAttempt, [[shared], at]);
        },
      };
    },
  };
}

function lockedOut(waitMs: number): Fault {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new Fault('DQ_LOCKED_OUT', 429, `too many failed attempts; wait ${minutes} min and try again`, {
    errors: [{ path: '', code: 'DQ_LOCKED_OUT', message: `${Math.max(1, Math.ceil(waitMs / 1000))}`, suggestion: 'seconds to wait' }],
  });
}
