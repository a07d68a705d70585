import type { ProfileCrowds } from '@danqing/contracts';
import type { ClickHouse, PostgresSession } from '#platform';
import { readSegmentsById } from '../segment.store.ts';

export interface CrowdDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

interface Place {
  readonly id: number;
  /** ms */
  readonly since: number;
}

const memberships = `
  SELECT segment_id AS id, toUnixTimestamp64Milli(since) AS since FROM membership_by_profile FINAL
  WHERE workspace = {workspace:UInt32} AND profile_id = {profile:UInt64}`;

const places = `
  SELECT list_id AS id, toUnixTimestamp64Milli(min(added_at)) AS since FROM list_member
  WHERE workspace = {workspace:UInt32} AND list_id IN {lists:Array(UInt32)} AND origin_id IN {origins:Array(UInt64)}
  GROUP BY list_id`;

const listsOf = 'SELECT id, key, name, description FROM segment.list WHERE workspace = $1';

interface NamedList {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
}

const momentOf = (ms: number): string => new Date(ms).toISOString();

/** The segments that a profile is a member of and the lists that it or anybody merged into it was put on, the latest first. */
export async function readCrowds({ pg, clickhouse }: CrowdDeps, workspace: number, profile: number, originIds: readonly number[]): Promise<ProfileCrowds> {
  const [members, lists] = await Promise.all([
    clickhouse.query<Place>(memberships, { workspace, profile }, { lane: 'point' }),
    pg.query<NamedList>(listsOf, [workspace]),
  ]);
  const [segments, onLists] = await Promise.all([
    readSegmentsById(
      pg,
      members.map(({ id }) => id),
    ),
    lists.length === 0 ? [] : clickhouse.query<Place>(places, { workspace, lists: lists.map(({ id }) => id), origins: originIds }, { lane: 'point' }),
  ]);
  const segmentOf = new Map(segments.filter((one) => one.workspace === workspace).map((one) => [one.id, one]));
  const listOf = new Map(lists.map((one) => [one.id, one]));
  const latest = (rows: readonly Place[]): readonly Place[] => rows.toSorted((a, b) => b.since - a.since);
  return {
    segments: latest(members).flatMap(({ id, since }) => {
      const segment = segmentOf.get(id);
      if (segment === undefined) return [];
      const { key, name, folder, description, refresh } = segment;
      return [{ key, name, folder, description, refresh, since: momentOf(since) }];
    }),
    lists: latest(onLists).flatMap(({ id, since }) => {
      const list = listOf.get(id);
      return list === undefined ? [] : [{ key: list.key, name: list.name, description: list.description, since: momentOf(since) }];
    }),
  };
}
