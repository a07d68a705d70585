import type { JsonValue } from '#kernel';

/** `Array.isArray` leaves a read-only list any. */
export const isList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);
