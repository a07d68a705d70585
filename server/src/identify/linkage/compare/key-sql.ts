import type { LinkageKey } from '@danqing/contracts';

/** SQL of one part of a blocking key: text, empty when not known. */
export function keySql({ take = 'all', length = 4 }: LinkageKey, field: string): string {
  switch (take) {
    case 'all':
    case 'latin':
      return field;
    case 'soundex':
      return `soundex(${field})`;
    case 'first':
      return `substringUTF8(${field}, 1, ${length})`;
    case 'last':
      return `substringUTF8(${field}, -${length})`;
    case 'year':
      return `substring(${field}, 1, 4)`;
    case 'monthDay':
      return `substring(${field}, 5, 4)`;
  }
}
