import { type AlertSettings, eventReason } from '@danqing/contracts';
import { figure } from '#govern';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';

const minute = 60_000;
const hour = 60 * minute;
/** What was over a bound is clear only well below it. */
const wellBelow = 0.8;

export const levelAbove = (value: number, bound: number): Reading['level'] => (value > bound ? 'over' : value > bound * wellBelow ? 'between' : 'clear');

export async function pipelineLag({ above }: AlertSettings<'pipeline_lag'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const { lag } = await look.lag(workspace);
  const says = {
    zh: `还有 ${figure(lag)} 条事件未处理（上限 ${figure(above)} 条）`,
    en: `${figure(lag)} events have not been worked off (bound ${figure(above)})`,
  };
  return [{ subject: '', value: lag, level: levelAbove(lag, above), says }];
}

export async function parkedShare(settings: AlertSettings<'parked_share'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const { abovePercent, windowMinutes, minEvents } = settings;
  const [totals, before] = await Promise.all([look.totals(), look.flowsAsOf(look.nowMs - windowMinutes * minute)]);
  return totals
    .filter((one) => one.workspace === workspace)
    .map((now): Reading => {
      const then = before.get(now.sourceId) ?? { passed: 0, dropped: 0, parked: 0 };
      const parked = Math.max(0, now.parked - then.parked);
      const all = now.passed + now.dropped + now.parked - then.passed - then.dropped - then.parked;
      const percent = all < minEvents ? 0 : (parked / all) * 100;
      const subject = look.sources.byId(now.sourceId)?.name ?? String(now.sourceId);
      return {
        subject,
        value: percent,
        level: levelAbove(percent, abovePercent),
        says: {
          zh: `“${subject}”近 ${windowMinutes} 分钟有 ${percent.toFixed(1)}% 转入待处理数据（${figure(parked)} / ${figure(all)} 条，上限 ${abovePercent}%）`,
          en: `${subject}: ${percent.toFixed(1)}% of the events of the last ${windowMinutes} minutes were parked (${figure(parked)} of ${figure(all)}, bound ${abovePercent}%)`,
        },
      };
    });
}

export async function parkedReason({ quietDays }: AlertSettings<'parked_reason'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const recently = look.nowMs - hour;
  // Before an hour of samples everything would look new.
  if ((await look.firstSample()) > recently) return [];
  const [totals, hourAgo, longAgo] = await Promise.all([look.totals(), look.flowsAsOf(recently), look.flowsAsOf(look.nowMs - quietDays * 24 * hour)]);
  return totals
    .filter((one) => one.workspace === workspace)
    .flatMap(({ sourceId, reasons }) =>
      Object.entries(reasons).flatMap(([reason, count]): readonly Reading[] => {
        const before = hourAgo.get(sourceId)?.reasons[reason] ?? 0;
        const long = longAgo.get(sourceId)?.reasons[reason] ?? 0;
        if (count <= before || before > long) return [];
        const source = look.sources.byId(sourceId)?.name ?? String(sourceId);
        const says = {
          zh: `“${source}”出现新的待处理原因“${eventReason(reason, 'zh')}”：近一小时 ${figure(count - before)} 条`,
          en: `${source}: events are parked for a new reason, “${eventReason(reason, 'en')}”: ${figure(count - before)} in the last hour`,
        };
        return [{ subject: `${source}: ${reason}`, value: count - before, level: 'over', says }];
      }),
    );
}

export async function sourceSilent({ hours, sources = [] }: AlertSettings<'source_silent'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  return (await look.totals()).flatMap(({ sourceId, workspace: of, lastAt }): readonly Reading[] => {
    const source = look.sources.byId(sourceId);
    if (of !== workspace || source === undefined || lastAt === null) return [];
    if (sources.length > 0 ? !sources.includes(source.name) : source.kind !== 'stream') return [];
    const silent = (look.nowMs - lastAt.getTime()) / hour;
    const says = {
      zh: `“${source.name}”已有 ${silent.toFixed(1)} 小时没有数据（上限 ${hours} 小时）`,
      en: `${source.name} has sent nothing for ${silent.toFixed(1)} hours (bound ${hours})`,
    };
    return [{ subject: source.name, value: silent, level: silent > hours ? 'over' : 'clear', says }];
  });
}
