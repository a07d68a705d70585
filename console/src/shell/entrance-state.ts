import { api } from '../api/client.ts';
import { ApiError } from '../api/error.ts';
import type { MeView } from '../api/session.ts';
import { readStored } from '../i18n/language.ts';

export type EntranceState = { readonly kind: 'workspace'; readonly key: string } | { readonly kind: 'signed-out' };

/** Where this person was last, or the first workspace they belong to. */
export async function findEntrance(): Promise<EntranceState> {
  try {
    const { workspaces } = await api.get<MeView>('/api/v1/me');
    const last = readStored('danqing.workspace');
    const key = workspaces.find((workspace) => workspace.key === last)?.key ?? workspaces[0]?.key;
    return key === undefined ? { kind: 'signed-out' } : { kind: 'workspace', key };
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return { kind: 'signed-out' };
    throw error;
  }
}
