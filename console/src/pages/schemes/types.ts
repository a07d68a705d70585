import type { SchemeList } from '@danqing/contracts';
import type { Static } from 'typebox';

export type SchemeItem = Static<typeof SchemeList>['items'][number];

/** One scheme's path in the API. */
export const schemePath = (key: string): string => `/api/v1/schemes/${encodeURIComponent(key)}`;
