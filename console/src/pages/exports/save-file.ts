import type { ExportView } from '@danqing/contracts';
import { send } from '../../api/client.ts';
import { saveBlob } from '../../parts/save-blob.ts';

/** Fetches the file of an export and hands it to the browser; the workspace travels in a header, so that a plain link would not do. */
export async function saveFile({ id, what, format }: Pick<ExportView, 'id' | 'what' | 'format'>): Promise<void> {
  const response = await send('GET', `/api/v1/exports/${id}/download`);
  saveBlob(await response.blob(), `danqing-${what}-${id}.${format}`);
}
