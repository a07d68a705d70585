import { visitPauseMs } from '@danqing/contracts';
import { tables } from '../tables.ts';
import { columnDocs, localSql, personSql, type SafeView, type ViewScope } from './view.ts';

/** What happens on pages and screens, by people. */
const seenSql = ({ binder, context }: ViewScope): string =>
  `ts < ${binder.moment(context.at + 1)} AND is_bot = 0 AND (type IN ('page', 'screen') OR (type = 'track' AND page_url != ''))`;

const order = 'PARTITION BY profile_id ORDER BY ts, message_id';

/**
 * Visits as `visitStarts` says, in SQL: what one person does on pages and screens until there is a pause of half an hour, or until somebody comes by another campaign than the last time. Midnight ends nothing. Made from the events as
 * they are, in the order of their own times, whenever it is asked: late events and replayed ones give the visits that they would have given in time.
 */
function visitsSql(scope: ViewScope): string {
  const { binder, context, mask } = scope;
  const person = personSql(tables.events, scope).sql;
  const events = `SELECT ${person} AS profile_id, ts, message_id, type, page_url, traffic_channel, traffic_source, utm_campaign, device_type,
      if(traffic_channel IN ('', 'direct', 'internal'), NULL, concat(traffic_channel, '\\n', traffic_source, '\\n', utm_campaign)) AS came
    FROM ${tables.events} PREWHERE workspace = ${binder.bind(context.workspace, 'UInt32')} WHERE ${seenSql(scope)}`;
  const beside = `SELECT *, row_number() OVER (${order}) AS nth, lagInFrame(ts) OVER (${order} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before_at,
      anyLast(came) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS came_before FROM (${events})`;
  const starts = `SELECT *, nth = 1 OR dateDiff('millisecond', before_at, ts) > ${visitPauseMs} OR ifNull(came != ifNull(came_before, ''), 0) AS is_start FROM (${beside})`;
  const numbered = `SELECT *, sum(is_start) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS visit FROM (${starts})`;
  const told = `traffic_channel NOT IN ('', 'internal')`;
  const text = (name: string, sql: string): string => `${mask === undefined ? sql : mask.text(sql, undefined)} AS ${name}`;
  const grouped = `SELECT profile_id, toUInt64(visit) AS number, min(ts) AS started, max(ts) AS ended, count() AS events, countIf(type IN ('page', 'screen')) AS pages,
      argMinIf(page_url, (ts, message_id), page_url != '') AS landing, argMinIf(traffic_channel, (ts, message_id), ${told}) AS came_by,
      argMinIf(traffic_source, (ts, message_id), ${told}) AS came_from, argMinIf(utm_campaign, (ts, message_id), utm_campaign != '') AS campaign_name,
      argMinIf(device_type, (ts, message_id), device_type != '') AS device
    FROM (${numbered}) GROUP BY profile_id, visit`;
  return `SELECT profile_id, number, ${localSql('started', scope)} AS started_at, ${localSql('ended', scope)} AS ended_at, dateDiff('second', started, ended) AS seconds,
      pages, events, if(came_by = '', 'direct', toString(came_by)) AS channel, ${text('channel_source', 'toString(came_from)')}, ${text('campaign', 'toString(campaign_name)')},
      ${text('landing_page', 'landing')}, toString(device) AS device_type FROM (${grouped})`;
}

export const visits: SafeView = {
  name: 'visits',
  zh: '访问：每位客户的每次访问一行；30 分钟没有动作，或从另一个推广进来，就算新的一次',
  en: 'Visits: a row for each visit of each customer; half an hour without a sign, or another campaign, begins a new one',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    number | UInt64 | 第几次访问 | which visit of theirs
    started_at | DateTime64 | 开始（工作空间时区） | when it began, in the workspace’s zone
    ended_at | DateTime64 | 结束 | when it ended
    seconds | Int64 | 持续秒数 | how long it took
    pages | UInt64 | 看了几个页面 | pages and screens
    events | UInt64 | 事件数 | everything that happened
    channel | String | 获客渠道：direct、organic_search… | traffic channel
    channel_source | String | 来源平台 | site or platform
    campaign | String | 广告活动 | utm_campaign
    landing_page | String | 落地页 | first page
    device_type | String | 设备类型 | phone, tablet, desktop`),
  sql: visitsSql,
};
