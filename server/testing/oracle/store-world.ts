import { flatRow, flatten, isJsonObject } from '#kernel';
import type { ClickHouse } from '#platform';
import { traitsOf } from './traits.ts';
import { rootIn, type TagValue, type World } from './world.ts';

/** The tags that worlds use, as the compiler is told of them. */
export const worldTags = new Map([
  ['ltv', { id: 1, type: 'number' as const, fields: [] }],
  ['level', { id: 2, type: 'text' as const, fields: [] }],
  ['likes', { id: 3, type: 'list' as const, fields: [] }],
  ['rfm', { id: 4, type: 'text' as const, fields: ['score', 'tier'] }],
  ['is.vip', { id: 5, type: 'boolean' as const, fields: [] }],
]);

export async function addTagColumns(clickhouse: ClickHouse): Promise<void> {
  await clickhouse.command(`ALTER TABLE profile ADD COLUMN tag_1 Nullable(Float64), ADD COLUMN tag_2 Nullable(String), ADD COLUMN tag_3 Array(String),
    ADD COLUMN tag_4_score Nullable(Float64), ADD COLUMN tag_4_tier Nullable(String), ADD COLUMN tag_5 Nullable(String)`);
}

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 10)} ${new Date(ms).toISOString().slice(11, 23)}`;
const body = (rows: readonly object[]): Buffer => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));

/** Writes worlds as the pipeline would: world `index` is workspace `index + 1`. */
export async function storeWorlds(clickhouse: ClickHouse, worlds: readonly World[]): Promise<void> {
  const all = worlds.map((world, index) => ({ world, workspace: index + 1 }));
  await clickhouse.insert('event_feed', body(all.flatMap(eventRows)));
  await clickhouse.insert('profile', body(all.flatMap(profileRows)));
  await clickhouse.insert('entity', body(all.flatMap(entityRows)));
  await clickhouse.insert('consent_change', body(all.flatMap(consentRows)));
  await clickhouse.insert('list_member', body(all.flatMap(listRows)));
  await clickhouse.insert('trait_change', body(all.flatMap(traitRows)));
  await clickhouse.insert('tag_change', body(all.flatMap(tagRows)));
  await clickhouse.insert(
    'profile_alias',
    body(
      all.flatMap(({ world }) =>
        world.profiles.filter((one) => one.mergedInto !== 0).map((one) => ({ from_id: one.id, root_id: one.mergedInto, version: 1, is_done: 0 })),
      ),
    ),
  );
  await clickhouse.command('SYSTEM RELOAD DICTIONARY profile_alias_map');
}

interface Stored {
  readonly world: World;
  readonly workspace: number;
}

const eventRows = ({ world, workspace }: Stored): readonly object[] =>
  world.events.map(({ message, profile, name, type, ts, source, pagePath, group, properties }, index) => {
    const text = flatten({ revenue: properties['revenue'] ?? null }).scalars.get('revenue');
    const isNumber = text !== undefined && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
    return {
      workspace,
      event: name,
      origin_id: profile,
      profile_id: profile,
      ts: time(ts),
      message_id: message,
      type,
      source,
      page_path: pagePath,
      group_id: group,
      log_position: index,
      received_at: time(ts),
      ...(isNumber ? { revenue: Number(text) } : {}),
      properties: flatRow(flatten(properties)),
    };
  });

function profileRows({ world, workspace }: Stored): readonly object[] {
  return world.profiles.map(({ id, kinds, mergedInto }) => {
    const own = world.assertions.filter((one) => rootIn(world, one.profile) === id);
    return {
      workspace,
      profile_id: id,
      merged_into: mergedInto,
      created_at: time(0),
      kinds,
      traits: flatRow(flatten(traitsOf(own))),
      ...tagColumns(world, id),
    };
  });
}

function tagColumns(world: World, profile: number): object {
  const last = (tag: string): TagValue | null =>
    world.tagChanges
      .filter((change) => change.profile === profile && change.tag === tag)
      .sort((a, b) => a.at - b.at || a.run - b.run)
      .at(-1)?.value ?? null;
  const text = (tag: string): string | null => {
    const value = last(tag);
    return value !== null && 'text' in value ? value.text : null;
  };
  const [likes, rfm, ltv] = [last('likes'), last('rfm'), text('ltv')];
  const field = (name: string): string | null => (rfm !== null && 'fields' in rfm ? (rfm.fields[name] ?? null) : null);
  return {
    tag_1: ltv === null ? null : Number(ltv),
    tag_2: text('level'),
    tag_3: likes !== null && 'items' in likes ? likes.items : [],
    tag_4_score: field('score') === null ? null : Number(field('score')),
    tag_4_tier: field('tier'),
    tag_5: text('is.vip'),
  };
}

const traitRows = ({ world, workspace }: Stored): readonly object[] =>
  world.assertions.flatMap(({ message, profile, path, value, ts, trust }, index) => {
    const common = { workspace, origin_id: profile, profile_id: profile, ts: time(ts), trust, message_id: message, received_at: time(ts), log_position: index };
    if (value === null)
      return [
        { ...common, trait: path },
        { ...common, trait: `${path}[]` },
      ];
    if (isJsonObject(value) && Object.keys(value).length === 0) return [{ ...common, trait: `${path}.{}`, value: '{}' }];
    const { scalars, lists } = flatten({ [path]: value });
    const isBare = Array.isArray(value) && !lists.has(`${path}[]`);
    const unset = scalars.size === 0 && lists.size === 0 && !isBare ? [{ ...common, trait: path }] : [];
    return [
      ...unset,
      ...(isBare ? [{ ...common, trait: `${path}[]`, value: '[]' }] : []),
      ...[...scalars].map(([trait, text]) => ({ ...common, trait, value: text })),
      ...[...lists].map(([trait, items]) => ({ ...common, trait, items: items.map((item) => item ?? '') })),
    ];
  });

const entityRows = ({ world, workspace }: Stored): readonly object[] =>
  world.entities.map(({ kind, key, ts, attributes, isGone }, index) => ({
    workspace,
    kind,
    key,
    ts: time(ts),
    attributes: isGone ? {} : flatRow(flatten(attributes)),
    is_gone: isGone ? 1 : 0,
    log_position: index,
  }));

const consentRows = ({ world, workspace }: Stored): readonly object[] =>
  world.consents.map(({ profile, purpose, channel, ts, isGranted, expiresAt }, index) => ({
    workspace,
    purpose,
    channel,
    origin_id: profile,
    profile_id: profile,
    ts: time(ts),
    state: isGranted ? 'granted' : 'refused',
    expires_at: expiresAt === null ? null : time(expiresAt),
    consent_id: index,
  }));

/** The lists that worlds use, as the compiler is told of them. */
export const worldLists = new Map([
  ['uploaded', { id: 1 }],
  ['empty one', { id: 2 }],
]);

const listRows = ({ world, workspace }: Stored): readonly object[] =>
  Object.entries(world.lists).flatMap(([key, profiles]) =>
    profiles.map((profile) => ({ workspace, list_id: worldLists.get(key)?.id, origin_id: profile, profile_id: profile, added_at: time(0) })),
  );

const tagRows = ({ world, workspace }: Stored): readonly object[] =>
  world.tagChanges.map(({ profile, tag, value, at, run }) => ({
    workspace,
    tag_id: worldTags.get(tag)?.id,
    profile_id: profile,
    is_gone: value === null ? 1 : 0,
    at: time(at),
    run_id: run,
    text: value !== null && 'text' in value ? value.text : '',
    items: value !== null && 'items' in value ? value.items : [],
    fields: value !== null && 'fields' in value ? value.fields : {},
  }));
