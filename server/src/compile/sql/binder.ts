/** The only way of a value into SQL: as a parameter, named by position. Equal values of one type share a parameter. */
export class Binder {
  readonly params: Record<string, unknown> = {};
  readonly #names = new Map<string, string>();

  /** `type` is one of ours, never from a rule. */
  bind(value: string | number | readonly (string | number)[], type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `p${this.#names.size + 1}`;
      this.#names.set(key, name);
      this.params[name] = value;
    }
    return `{${name}:${type}}`;
  }

  text(value: string): string {
    return this.bind(value, 'String');
  }

  number(value: number): string {
    return this.bind(value, 'Float64');
  }

  /** A moment in milliseconds; those outside what ClickHouse can hold are moved to its ends, where no event lies. */
  moment(ms: number): string {
    const held = Math.min(Math.max(ms, Date.UTC(1900, 0, 1)), Date.UTC(2299, 11, 31));
    const iso = new Date(held).toISOString();
    return this.bind(`${iso.slice(0, 10)} ${iso.slice(11, 23)}`, "DateTime64(3, 'UTC')");
  }
}

/** An identifier in backquotes, whatever is in it. */
export const quoted = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** How many bytes a parameter takes in the URL of a request, which is where they travel; never less than it really is. */
export const urlBytes = (value: unknown): number => new URLSearchParams({ p: JSON.stringify(value) }).toString().length;

/** ClickHouse refuses a longer parameter (http_max_field_value_size, 128 KiB). */
export const maxParameterBytes = 120_000;

/** A long list in parts that each fit into one parameter; a single value too long for one stays alone and is refused later. */
export function inParameters(values: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let room = 0;
  for (const value of values) {
    const bytes = urlBytes(value) + 10;
    if (bytes > room) {
      parts.push([]);
      room = maxParameterBytes - 10;
    }
    parts.at(-1)?.push(value);
    room -= bytes;
  }
  return parts;
}
