/** Where an address of the network is, as a data file says; undefined is unknown. */
interface Place {
  readonly country: string;
  readonly province: string;
  readonly city: string;
}

/** Looks an address up in the file that people brought; total. */
export type PlaceOf = (ip: string) => Place | undefined;

const isNamed = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isMap = (value: unknown): value is ReadonlyMap<string, unknown> => value instanceof Map;
const at = (value: unknown, name: string): unknown => (isMap(value) ? value.get(name) : isNamed(value) ? value[name] : undefined);

/** A name in the language that is asked for, else in English, else its code. */
function nameIn(value: unknown, language: string): string {
  if (typeof value === 'string') return value.trim();
  const names = at(value, 'names');
  const found = at(names, language) ?? at(names, 'en') ?? at(value, 'iso_code');
  return typeof found === 'string' ? found : '';
}

/** One record of an mmdb file, its maps as `Map` or objects: of MaxMind and DB-IP (names by language), or flat as converters of ip2region write it. */
function placeIn(record: unknown, language: string): Place | undefined {
  const subdivisions = at(record, 'subdivisions');
  const province = nameIn(Array.isArray(subdivisions) ? subdivisions[0] : (at(record, 'province') ?? at(record, 'region')), language);
  const place = { country: nameIn(at(record, 'country') ?? at(record, 'registered_country'), language), province, city: nameIn(at(record, 'city'), language) };
  return place.country === '' && province === '' && place.city === '' ? undefined : place;
}

/** With the form of version 6 in which proxies write addresses of version 4. */
const inside = /^(?:::ffff:)?(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.|f[cd]|fe80|::1?$)/i;
const form = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]{2,39}(\d{1,3}(\.\d{1,3}){3})?)$/i;

const mostKnown = 50_000;

/** A look-up that remembers; addresses of houses' own networks are nowhere. */
export function placeFinder(read: (ip: string) => unknown, language: string): PlaceOf {
  const known = new Map<string, Place | null>();
  const find = (ip: string): Place | undefined => {
    if (!form.test(ip) || inside.test(ip)) return undefined;
    try {
      return placeIn(read(ip), language);
    } catch {
      // A text that only looks like an address, or a damaged file: nothing is invented.
      return undefined;
    }
  };
  return (ip) => {
    const found = known.get(ip);
    if (found !== undefined) return found ?? undefined;
    const place = find(ip);
    if (known.size >= mostKnown) known.clear();
    known.set(ip, place ?? null);
    return place;
  };
}
