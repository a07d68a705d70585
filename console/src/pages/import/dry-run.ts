import { api } from '../../api/client.ts';

/** Starts a dry run of a whole file: `mapping` as JSON. */
export function startDryRun(upload: string, mapping: string): Promise<{ readonly id: string }> {
  const form = new FormData();
  form.append('upload', upload);
  form.append('map', mapping);
  form.append('wait', 'false');
  return api.post<{ readonly id: string }>('/api/v1/imports/dry-run', form);
}
