import type { AlertSettings } from '@danqing/contracts';
import { figure } from '#govern';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';

const kindWords = { tag: { zh: '标签', en: 'tag' }, segment: { zh: '人群', en: 'segment' } } as const;

export async function liveDrift(_settings: AlertSettings<'live_drift'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const [definitions, nameOf] = await Promise.all([look.definitions(), look.nameOf(workspace)]);
  return definitions
    .filter((one) => one.workspace === workspace && one.drift > 0)
    .map((one): Reading => {
      const words = kindWords[one.kind];
      const says = {
        zh: `${words.zh}“${nameOf(one)}”核对时发现 ${figure(one.drift)} 位客户与全量计算不一致，已自动更正`,
        en: `The ${words.en} “${nameOf(one)}” differed from a run in full for ${figure(one.drift)} profiles; it was put right`,
      };
      return { subject: `${one.kind}:${one.key}`, value: one.drift, level: 'over', says };
    });
}

export async function definitionFailed(_settings: AlertSettings<'definition_failed'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const [definitions, nameOf] = await Promise.all([look.definitions(), look.nameOf(workspace)]);
  return definitions
    .filter((one) => one.workspace === workspace && one.state === 'failed')
    .map((one): Reading => {
      const words = kindWords[one.kind];
      const says = {
        zh: `${words.zh}“${nameOf(one)}”计算失败：${one.error ?? ''}；仍在使用上一次的结果`,
        en: `The ${words.en} “${nameOf(one)}” could not be computed: ${one.error ?? ''}; what was there before still stands`,
      };
      return { subject: `${one.kind}:${one.key}`, value: null, level: 'over', says };
    });
}
