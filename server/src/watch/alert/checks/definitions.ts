import type { AlertSettings } from '@danqing/contracts';
import type { DefinitionHealth } from '#evaluate';
import { figure } from '#govern';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';
import { levelAbove } from './flow.ts';

const hourMs = 3_600_000;
/** Back within its bounds by this share of them before it is clear. */
const margin = 0.05;

async function segmentsOf(
  keys: readonly string[] | undefined,
  workspace: number,
  look: Look,
): Promise<readonly (DefinitionHealth & { readonly name: string })[]> {
  const [definitions, nameOf] = await Promise.all([look.definitions(), look.nameOf(workspace)]);
  return definitions
    .filter((one) => one.workspace === workspace && one.kind === 'segment' && (keys === undefined || keys.length === 0 || keys.includes(one.key)))
    .map((one) => ({ ...one, name: nameOf(one) }));
}

export async function segmentSize({ segments, below, above }: AlertSettings<'segment_size'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  return (await segmentsOf(segments, workspace, look)).flatMap(({ key, name, count }): readonly Reading[] => {
    if (count === null) return [];
    const isOver = (below !== undefined && count < below) || (above !== undefined && count > above);
    const isNear = (below !== undefined && count < below * (1 + margin)) || (above !== undefined && count > above * (1 - margin));
    const bounds = {
      zh: [below === undefined ? '' : `不少于 ${figure(below)}`, above === undefined ? '' : `不多于 ${figure(above)}`],
      en: [below === undefined ? '' : `at least ${figure(below)}`, above === undefined ? '' : `at most ${figure(above)}`],
    };
    const says = {
      zh: `人群“${name}”有 ${figure(count)} 人（应${bounds.zh.filter((one) => one !== '').join('、')}）`,
      en: `The segment “${name}” has ${figure(count)} members (should be ${bounds.en.filter((one) => one !== '').join(', ')})`,
    };
    return [{ subject: key, value: count, level: isOver ? 'over' : isNear ? 'between' : 'clear', says }];
  });
}

export async function segmentMoved(settings: AlertSettings<'segment_moved'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const { percent, hours, minMembers } = settings;
  const [segments, before] = await Promise.all([segmentsOf(settings.segments, workspace, look), look.sizesAsOf(look.nowMs - hours * hourMs)]);
  return segments.flatMap(({ definitionId, key, name, count }): readonly Reading[] => {
    const then = before.get(definitionId);
    if (count === null || then === undefined || Math.max(count, then) < minMembers) return [];
    const moved = ((count - then) / Math.max(then, 1)) * 100;
    const says = {
      zh: `人群“${name}”${hours} 小时内${moved >= 0 ? '增加' : '减少'} ${Math.abs(moved).toFixed(1)}%（${figure(then)} → ${figure(count)}）`,
      en: `The segment “${name}” ${moved >= 0 ? 'grew' : 'shrank'} by ${Math.abs(moved).toFixed(1)}% within ${hours} hours (${figure(then)} → ${figure(count)})`,
    };
    return [{ subject: key, value: moved, level: levelAbove(Math.abs(moved), percent), says }];
  });
}

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
        zh: `${words.zh}“${nameOf(one)}”没有算完：${one.error ?? ''}；原有结果仍可使用`,
        en: `The ${words.en} “${nameOf(one)}” could not be computed: ${one.error ?? ''}; what was there before still stands`,
      };
      return { subject: `${one.kind}:${one.key}`, value: null, level: 'over', says };
    });
}
