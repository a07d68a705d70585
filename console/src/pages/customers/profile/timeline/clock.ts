const two = (value: number): string => String(value).padStart(2, '0');

/** 08:05, where the reader is. */
export function clockOf(timestamp: string): string {
  const date = new Date(timestamp);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** 2026-03-08, where the reader is. */
export function localDayOf(timestamp: string): string {
  const date = new Date(timestamp);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
