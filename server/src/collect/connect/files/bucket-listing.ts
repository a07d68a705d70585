/** What a bucket lists (ListObjectsV2). */
interface Listing {
  readonly items: readonly { readonly key: string; readonly etag: string; readonly bytes: number; readonly changedAt: Date | null }[];
  /** To be asked with for the next page; undefined on the last. */
  readonly next: string | undefined;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? '';
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** The text of the first element of a name. */
export function textIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : decoded(found);
}

/** Reads the flat XML of a listing; there is nothing in it that is nested deeper. */
export function listingIn(xml: string): Listing {
  const items = [...xml.matchAll(/<Contents(?:\s[^>]*)?>(.*?)<\/Contents>/gs)].map(([, one = '']) => {
    const changed = textIn(one, 'LastModified');
    return {
      key: textIn(one, 'Key') ?? '',
      etag: (textIn(one, 'ETag') ?? '').replaceAll('"', ''),
      bytes: Number(textIn(one, 'Size') ?? 0),
      changedAt: changed === undefined || Number.isNaN(Date.parse(changed)) ? null : new Date(changed),
    };
  });
  return { items, next: textIn(xml, 'IsTruncated') === 'true' ? textIn(xml, 'NextContinuationToken') : undefined };
}
