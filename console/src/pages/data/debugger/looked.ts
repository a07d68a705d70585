import type { LookedView } from '@danqing/contracts';
import type { Static } from 'typebox';

/** Whether a message of the stream is what its contract says; the server made it, this only tells it from others. */
export const isLooked = (value: unknown): value is Static<typeof LookedView> =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) && 'last' in value;
