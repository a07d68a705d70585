import { maskText } from '../mask.ts';

const USUAL = ['q', 'query', 'keyword', 'keywords', 'kw', 'wd', 'search', 'search_query', 'searchword', 's'];

/** What an address says was searched for; '' when nothing. */
export function searchTermIn(search: string, names: readonly string[] = USUAL): string {
  const parameters = new URLSearchParams(search);
  const term = names.map((name) => parameters.get(name)?.trim() ?? '').find((value) => value !== '') ?? '';
  return maskText(term).slice(0, 200);
}
