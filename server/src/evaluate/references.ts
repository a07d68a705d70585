import { isJsonObject } from '#kernel';

/** The definitions, and the traits, that a rule or a tag's definition names, by key. */
export interface References {
  readonly tags: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  /** Traits that conditions test. */
  readonly traits: ReadonlySet<string>;
}

/** Reads the wire form of what has been parsed before: {"segment": key} and {"tag": "key"} or {"tag": "key.field"} at any depth. */
export function referencesOf(json: unknown): References {
  const tags = new Set<string>();
  const segments = new Set<string>();
  const traits = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isJsonObject(value)) return;
    for (const [name, part] of Object.entries(value)) {
      if (name === 'trait' && typeof part === 'string' && 'op' in value) traits.add(part);
      else if (name === 'segment' && typeof part === 'string') segments.add(part);
      else if (name === 'tag' && typeof part === 'string') tags.add(part.split('.', 1)[0] ?? part);
      else visit(part);
    }
  };
  visit(json);
  return { tags, segments, traits };
}
