import type { ProfileView } from '@danqing/contracts';
import { isJsonObject } from '#kernel';
import type { Masker } from './mask-json.ts';

/** What of a profile is personal: what its mask changes. */
export interface Revealed {
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  /** By path. */
  readonly traits: Readonly<Record<string, unknown>>;
}

/** The masked fields of a profile as they are, those that are asked for (`phone`, `traits.address.street`); undefined: all. */
export function reveal(profile: ProfileView, masker: Masker, fields: readonly string[] | undefined): Revealed {
  const wanted = fields === undefined ? undefined : new Set(fields.map((field) => field.replace(/^identifiers\./, '')));
  const traits: [string, unknown][] = [];
  const collect = (value: unknown, masked: unknown, path: string): void => {
    if (value === masked) return;
    if (isJsonObject(value) && isJsonObject(masked))
      for (const [key, inner] of Object.entries(value)) collect(inner, masked[key], path === '' ? key : `${path}.${key}`);
    else if (isWanted(path)) traits.push([path, value]);
  };
  const isWanted = (path: string): boolean =>
    wanted === undefined || path.split('.').some((_, index, parts) => wanted.has(`traits.${parts.slice(0, index + 1).join('.')}`));
  const masked = masker.json({ traits: profile.traits });
  collect(profile.traits, isJsonObject(masked) ? masked['traits'] : profile.traits, '');
  const identifiers = profile.identifiers
    .filter((identifier) => (wanted === undefined || wanted.has(identifier.kind)) && masker.json(identifier) !== identifier)
    .map(({ kind, value }) => ({ kind, value }));
  return { identifiers, traits: Object.fromEntries(traits) };
}

/** Their names, for the audit log: never a value. */
export const namesOf = ({ identifiers, traits }: Revealed): readonly string[] => [
  ...new Set(identifiers.map(({ kind }) => kind)),
  ...Object.keys(traits).map((path) => `traits.${path}`),
];
