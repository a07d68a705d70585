import type { EventHead } from '#clean';
import { flatten } from '#kernel';
import { clickhouseTime } from './event-row.ts';

/**
 * Lines of JSONEachRow for `trait_change`: everything the event said of traits, whether it won or not, so that traits can be read as of any
 * moment and given back after an unmerge. Paths of lists are added to `listPaths`. An unset is a row with neither value nor items, for the path and for its list.
 * An array without scalars (empty, or of objects) has no list of its own: the value `[]` at its list says that it stood here, and took the place of what was before.
 */
export function traitRows(event: EventHead, homeId: number, profileId: number, listPaths: Set<string>): readonly string[] {
  if (event.traits.length === 0) return [];
  const { origin } = event;
  const everyTrait = {
    workspace: origin.workspace,
    origin_id: homeId,
    ts: clickhouseTime(event.ts),
    profile_id: profileId,
    trust: origin.trust,
    message_id: event.messageId,
    source: origin.sourceName,
    received_at: clickhouseTime(origin.receivedAt),
    log_position: origin.position,
    log_index: event.index,
  };
  return event.traits.flatMap(({ path, value, isOnce }) => {
    const common = isOnce === true ? { ...everyTrait, is_once: 1 } : everyTrait;
    if (value === null) return [JSON.stringify({ ...common, trait: path }), JSON.stringify({ ...common, trait: `${path}[]` })];
    const { scalars, lists } = flatten({ [path]: value });
    for (const list of lists.keys()) listPaths.add(list);
    const isBare = Array.isArray(value) && !lists.has(`${path}[]`);
    return [
      ...(isBare ? [JSON.stringify({ ...common, trait: `${path}[]`, value: '[]' })] : []),
      ...[...scalars].map(([trait, text]) => JSON.stringify({ ...common, trait, value: text })),
      ...[...lists].map(([trait, items]) => JSON.stringify({ ...common, trait, items: items.map((item) => item ?? '') })),
    ];
  });
}
