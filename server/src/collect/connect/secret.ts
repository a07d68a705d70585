import type { Seal } from '#platform';

/** A kept secret; '' where there is none. Throws DQ_SECRET_UNREADABLE. */
export const passwordOf = (seal: Seal, secret: Buffer | null): string => (secret === null ? '' : seal.open(secret));
