import type { ImportRecognition } from '@danqing/contracts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';

/** How a file is read that is read anew; what is not said is found. */
interface Reading {
  readonly table?: string;
  readonly sheet?: string;
  readonly encoding?: string;
}

/** Reads an uploaded file anew: another table of an archive, another sheet, another encoding. */
export function useReread(upload: string, onUpload: (id: string) => void) {
  const change = useChange(async (reading: Reading) => {
    const form = new FormData();
    form.append('upload', upload);
    for (const [name, value] of Object.entries(reading)) form.append(name, String(value));
    return await api.post<ImportRecognition>('/api/v1/imports/recognise', form);
  });
  return {
    isPending: change.isPending,
    reread: (reading: Reading) => change.mutate(reading, { onSuccess: ({ id }) => onUpload(id) }),
  };
}

export type Reread = ReturnType<typeof useReread>;
