import type { SourceListed } from '@danqing/contracts';
import { useMemo } from 'react';
import { useApi } from '../api/use-api.ts';
import { useMay } from '../api/use-may.ts';
import { usePages } from '../api/use-pages.ts';

/** What people call a source, by its name; the name until that is known. */
export function useSourceLabels(): (name: string) => string {
  const may = useMay('data.read');
  const { data } = useApi<{ readonly items: readonly Pick<SourceListed, 'name' | 'label'>[] }>('/api/v1/sources', { query: { limit: 200 }, enabled: may });
  return useMemo(() => {
    const labels = new Map((data?.items ?? []).map(({ name, label }) => [name, label]));
    return (name) => labels.get(name) ?? name;
  }, [data]);
}

/** The sources as a field offers them. */
export function useSourceOptions(): readonly { readonly value: string; readonly label: string }[] {
  const { rows } = usePages<SourceListed>('/api/v1/sources', { limit: 200 });
  return (rows ?? []).map(({ name, label }) => ({ value: name, label }));
}
