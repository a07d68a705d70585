import type { Compiled, EvaluationContext } from './context.ts';
import { memberSql } from './sql/alias.ts';
import { Compilation } from './sql/compilation.ts';
import { tables } from './tables.ts';

/**
 * What a statement that people write may read of profiles and events: the heads of a WITH clause, one workspace's rows only.
 *
 *   profiles (profile_id, created_at, identifiers, traits)    living ones; traits as paths: traits.city.:String
 *   events   (profile_id, name, ts, received_at, type, source, channel, message_id, revenue, currency, group_id, page_path, utm_source, utm_medium,
 *             utm_campaign, device_type, os_name, geo_province, geo_city, properties)    up to the moment; without $identify and its like
 */
export function compileSafeViews(context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const workspace = binder.bind(context.workspace, 'UInt32');
  const { events, profiles } = tables;
  return compilation.finish(`
    profiles AS (SELECT profile_id, created_at, kinds AS identifiers, traits FROM ${profiles} WHERE workspace = ${workspace} AND merged_into = 0),
    events AS (
      SELECT ${memberSql(events, context)} AS profile_id, event AS name, ts, received_at, type, source, channel, message_id, revenue, currency, group_id, page_path,
        utm_source, utm_medium, utm_campaign, device_type, os_name, geo_province, geo_city, properties
      FROM ${events} WHERE workspace = ${workspace} AND ts < ${binder.moment(context.at + 1)} AND type NOT IN ('identify', 'group', 'alias')
    )`);
}
