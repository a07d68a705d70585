import type { KindDirectory } from '#identify';
import type { Forms } from './match.ts';
import type { ListDeps } from './save.ts';

export interface ListRouteDeps extends ListDeps {
  readonly kinds: Pick<KindDirectory, 'of'>;
}

/** How the workspace of whoever asks writes identifiers. */
export const formsOf = (
  { kinds }: Pick<ListRouteDeps, 'kinds'>,
  { workspace, defaultRegion }: { readonly workspace: number; readonly defaultRegion: string },
): Forms => ({ workspace, region: defaultRegion, kinds: kinds.of(workspace) });
