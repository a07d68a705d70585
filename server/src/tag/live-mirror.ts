import type { LiveChange } from '#evaluate';
import { fillMirrorSparsely, type MirrorStores } from '#profile';
import { fieldsOf } from './fields.ts';
import { mirrorColumnsOf } from './mirror.ts';
import type { Tag } from './tag.store.ts';

/** Brings changed values into the mirror's columns: those of each profile that changed, no others. May be repeated. */
export async function publishMirror(stores: MirrorStores, workspace: number, tags: readonly Tag[], changes: readonly LiveChange[]): Promise<void> {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const rows = new Map<number, { readonly texts: Record<string, string | null>; readonly lists: Record<string, readonly string[]> }>();
  for (const { definition, profile, now, text, items, fields } of changes) {
    const tag = byId.get(definition);
    if (tag === undefined) continue; // deleted meanwhile, and its columns with it
    const row = rows.get(profile) ?? { texts: {}, lists: {} };
    rows.set(profile, row);
    const parts = fieldsOf(tag.definition);
    if (tag.type === 'list' && parts.length === 0) row.lists[`tag_${tag.id}`] = now ? items : [];
    else if (parts.length === 0) row.texts[`tag_${tag.id}`] = now && text !== '' ? text : null;
    else for (const { name } of parts) row.texts[`tag_${tag.id}_${name}`] = now ? (fields[name] ?? null) : null;
  }
  const lines = [...rows].map(([profile_id, row]) => JSON.stringify({ profile_id, ...row }));
  await fillMirrorSparsely(
    stores,
    workspace,
    tags.flatMap((tag) => mirrorColumnsOf(tag)),
    Buffer.from(lines.join('\n')),
  );
}
