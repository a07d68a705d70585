import type { MeChange } from '@danqing/contracts';
import { api } from './client.ts';

/** Keeps a choice with the account, so that other devices take it over at their next sign-in. Here it counts already: a failure changes nothing. */
export function keepChoice(choice: Pick<MeChange, 'language' | 'theme'>): void {
  api.patch('/api/v1/me', choice).catch(() => undefined);
}
