const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** When a client says it sent something: ISO 8601 (UTC where it names no offset) or epoch milliseconds. Null when it cannot be believed. */
export function instantOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? Math.trunc(value) : null;
  if (typeof value !== 'string') return null;
  const parts = ISO.exec(value.trim());
  if (parts === null) return null;
  const instant = Date.parse(parts[3] === undefined ? `${value.trim()}Z` : value.trim());
  return Number.isNaN(instant) ? null : instant;
}
