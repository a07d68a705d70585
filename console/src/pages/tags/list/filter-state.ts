import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Query } from '../../../api/client.ts';

/** What of the address filters the list; each may hold several values with commas between. */
export const filterNames = ['kind', 'type', 'refresh', 'state'] as const;
export type FilterName = (typeof filterNames)[number];

export const valuesOf = (text: string | null): string[] => (text ?? '').split(',').filter((value) => value !== '');

/** The filters that the address holds, as the query of the list. */
export function useListQuery(): { readonly query: Query; readonly isFiltered: boolean } {
  const [parameters] = useSearchParams();
  return useMemo(() => {
    const one = (name: string): string => parameters.get(name) ?? '';
    const lists = Object.fromEntries(filterNames.map((name) => [name, valuesOf(parameters.get(name))]));
    const isFiltered = ['q', 'owner', 'category', ...filterNames].some((name) => one(name) !== '');
    return { query: { search: one('q'), category: one('category'), owner: one('owner'), sort: one('sort') || 'category', limit: 50, ...lists }, isFiltered };
  }, [parameters]);
}
