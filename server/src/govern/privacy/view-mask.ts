import type { ViewMask } from '#compile';
import type { Seal } from '#platform';
import type { PrivacyDirectory } from './directory.ts';
import { knownFields } from './field-names.ts';

/** Found by what they look like, wherever they stand. */
const byContent: ReadonlySet<string> = new Set(['phone', 'email', 'id_card', 'bank_card']);
/** Stand in addresses of machines and in prose as well. */
const plainWords = new Set('address detail zip ip receiver recipient birth detail line1 line2 nick qq wx'.split(' '));
const labels = knownFields.names.filter(([name, kind]) => !byContent.has(kind) && !plainWords.has(name)).map(([name]) => name);

/** How statements of people who see no personal data read a workspace: pseudonyms are drawn with a key that only this data folder knows. */
export function viewMaskOf({ privacy, seal }: { readonly privacy: PrivacyDirectory; readonly seal: Seal }, workspace: number): ViewMask {
  const key = seal.derive(`pseudonyms ${workspace}`);
  const { of } = privacy.classifierFor(workspace);
  return { classOf: (scope, path) => of(scope, path), labels, key: [String(key.readBigUInt64BE(0)), String(key.readBigUInt64BE(8))] };
}
