import { send } from './client.ts';

/** Ends this session; a session that ended already counts as signed out. */
export async function signOut(): Promise<void> {
  try {
    await send('POST', '/api/auth/sign-out', { body: {} });
  } finally {
    window.location.assign('/sign-in');
  }
}
