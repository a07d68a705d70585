import { isJsonObject } from '#kernel';

const ask = async (url: string, init: RequestInit = {}): Promise<unknown> => {
  const response = await fetch(url, init);
  return response.ok ? await response.json() : undefined;
};

/**
 * The one-time link by which the first owner enters; undefined when there are operators already, or no HTTP is served here.
 * Each start makes a new one and voids the one before, so that what an old terminal shows opens nothing.
 */
export async function firstOwnerLink(url: string, adminKey: string): Promise<string | undefined> {
  if (url === '') return undefined;
  const state = await ask(`${url}/api/auth/state`);
  if (!isJsonObject(state) || state['isSetUp'] !== false) return undefined;
  const made = await ask(`${url}/api/v1/operators/owner-link`, { method: 'POST', headers: { authorization: `Bearer ${adminKey}` } });
  const link = isJsonObject(made) ? made['link'] : undefined;
  return typeof link === 'string' ? link : undefined;
}
