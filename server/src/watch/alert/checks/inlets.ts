import type { AlertSettings } from '@danqing/contracts';
import { figure } from '#govern';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';
import { levelAbove } from './flow.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export async function connectionFailing(
  { failures: most }: AlertSettings<'connection_failing'>,
  workspace: number,
  look: Pick<Look, 'connections'>,
): Promise<readonly Reading[]> {
  return (await look.connections())
    .filter((one) => one.workspace === workspace && !one.isPaused)
    .map(({ name, failures, problem }): Reading => {
      const says = {
        zh: `数据连接“${name}”连续 ${figure(failures)} 次取数失败：${problem?.zh ?? ''}`,
        en: `The connection “${name}” failed ${figure(failures)} times in a row: ${problem?.en ?? ''}`,
      };
      return { subject: name, value: failures, level: failures >= most ? 'over' : failures > 0 ? 'between' : 'clear', says };
    });
}

/** Of those that run by the clock: what runs only when somebody asks is never late. */
export async function connectionBehind(
  { hours }: AlertSettings<'connection_behind'>,
  workspace: number,
  look: Pick<Look, 'connections' | 'nowMs'>,
): Promise<readonly Reading[]> {
  return (await look.connections())
    .filter((one) => one.workspace === workspace && !one.isPaused && one.schedule.every !== 'never')
    .map(({ name, upToDateAt }): Reading => {
      const late = Math.max(0, look.nowMs - upToDateAt.getTime()) / hourMs;
      const says = {
        zh: `数据连接“${name}”已有 ${late.toFixed(1)} 小时没有成功取数（上限 ${hours} 小时）`,
        en: `The connection “${name}” has brought nothing for ${late.toFixed(1)} hours (bound ${hours})`,
      };
      return { subject: name, value: late, level: late > hours ? 'over' : 'clear', says };
    });
}

const reasonWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  signature: { zh: '签名或密钥不对', en: 'wrong signature or secret' },
  too_old: { zh: '时间戳已过期', en: 'expired timestamp' },
  not_set_up: { zh: '还没有填写密钥', en: 'no secret has been entered' },
};

export async function webhookRefused(
  { above, windowMinutes }: AlertSettings<'webhook_refused'>,
  workspace: number,
  look: Pick<Look, 'refusedSince' | 'nowMs' | 'sources'>,
): Promise<readonly Reading[]> {
  const refused = (await look.refusedSince(look.nowMs - windowMinutes * minuteMs)).filter((one) => one.workspace === workspace);
  return [...Map.groupBy(refused, ({ sourceId }) => sourceId)].map(([sourceId, reasons]): Reading => {
    const source = look.sources.byId(sourceId)?.name ?? String(sourceId);
    const count = reasons.reduce((sum, one) => sum + one.count, 0);
    const why = (language: 'zh' | 'en'): string => reasons.map(({ reason }) => reasonWords[reason]?.[language] ?? reason).join(language === 'zh' ? '、' : ', ');
    const says = {
      zh: `“${source}”近 ${windowMinutes} 分钟拒绝了 ${figure(count)} 次推送（${why('zh')}，上限 ${figure(above)} 次）`,
      en: `${source}: ${figure(count)} deliveries were refused in the last ${windowMinutes} minutes (${why('en')}; bound ${figure(above)})`,
    };
    return { subject: source, value: count, level: levelAbove(count, above), says };
  });
}
