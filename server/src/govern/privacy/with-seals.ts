import { isJsonObject } from '#kernel';

/** The masked answer, with `sealed` beside the value of every identifier ({kind, value}) that the mask has changed. */
export function withSeals(plain: unknown, masked: unknown, seal: (value: string) => string): unknown {
  if (plain === masked) return masked;
  if (Array.isArray(plain) && Array.isArray(masked)) return masked.map((item: unknown, index) => withSeals(plain[index], item, seal));
  if (!isJsonObject(plain) || !isJsonObject(masked)) return masked;
  const inner = Object.fromEntries(Object.entries(masked).map(([key, value]) => [key, withSeals(plain[key], value, seal)]));
  const { kind, value } = plain;
  return typeof kind === 'string' && typeof value === 'string' && value !== masked['value'] ? { ...inner, sealed: seal(value) } : inner;
}
