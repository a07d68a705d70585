import type { Caller, PrivacyDirectory } from '#govern';
import { isJsonObject } from '#kernel';
import type { ProfileReader } from '../read/reader.ts';

/** Shorter texts stand in others by chance. */
const shortest = 2;

function pairsOf(plain: unknown, masked: unknown): readonly (readonly [string, string])[] {
  if (typeof plain === 'string' && typeof masked === 'string') return plain !== masked && plain.length >= shortest ? [[plain, masked]] : [];
  if (Array.isArray(plain) && Array.isArray(masked)) return plain.flatMap((item: unknown, index) => pairsOf(item, masked[index]));
  return isJsonObject(plain) && isJsonObject(masked) ? Object.entries(plain).flatMap(([key, value]) => pairsOf(value, masked[key])) : [];
}

/**
 * What is masked of a customer is masked in what people wrote about them too: names and addresses, which no form gives away. `plain`, `masked`: the same profile in clear and as
 * whoever asks sees it.
 */
export function hiderOf(plain: unknown, masked: unknown): (text: string) => string {
  const pairs = pairsOf(plain, masked)
    .flatMap(([value, mask]): readonly (readonly [string, string])[] =>
      value.startsWith('+86')
        ? [
            [value, mask],
            [value.slice(3), mask],
          ]
        : [[value, mask]],
    )
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => pairs.reduce((hidden, [value, mask]) => hidden.replaceAll(value, mask), text);
}

interface HideDeps {
  readonly reader: Pick<ProfileReader, 'byId'>;
  readonly privacy: Pick<PrivacyDirectory, 'maskerFor'>;
}

/** How texts about a profile are shown to whoever asks: what looks personal is masked, and what is masked of this very customer. */
export async function hiderFor({ reader, privacy }: HideDeps, caller: Caller, profile: number): Promise<(text: string) => string> {
  if (caller.seesPersonalData) return (text) => text;
  const masker = privacy.maskerFor(caller);
  const view = await reader.byId(caller.workspace, profile);
  const known = view === undefined ? undefined : { traits: view.traits, identifiers: view.identifiers };
  const hide = hiderOf(known, masker.json(known));
  return (text) => masker.text(hide(text));
}
