import { join } from 'node:path';

/** Where an export's file lies; it has this name once it is whole. */
export const exportFile = (folder: string, { workspace, id }: { readonly workspace: number; readonly id: number }): string =>
  join(folder, String(workspace), String(id));
