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

/** How far it moved the way that is watched; the other way counts as none. */
const wantedMove = (moved: number, direction: AlertSettings<'segment_moved'>['direction']): number =>
  direction === 'any' ? Math.abs(moved) : Math.max(0, direction === 'up' ? moved : -moved);

export async function segmentMoved(settings: AlertSettings<'segment_moved'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const { percent, hours, minMembers, direction } = settings;
  const [segments, before] = await Promise.all([segmentsOf(settings.segments, workspace, look), look.sizesAsOf(look.nowMs - hours * hourMs)]);
  return segments.flatMap(({ definitionId, key, name, count }): readonly Reading[] => {
    const then = before.get(definitionId);
    if (count === null || then === undefined || Math.max(count, then) < minMembers) return [];
    const moved = ((count - then) / Math.max(then, 1)) * 100;
    const says = {
      zh: `人群“${name}”${hours} 小时内${moved >= 0 ? '增加' : '减少'} ${Math.abs(moved).toFixed(1)}%（${figure(then)} → ${figure(count)}）`,
      en: `The segment “${name}” ${moved >= 0 ? 'grew' : 'shrank'} by ${Math.abs(moved).toFixed(1)}% within ${hours} hours (${figure(then)} → ${figure(count)})`,
    };
    return [{ subject: key, value: moved, level: levelAbove(wantedMove(moved, direction), percent), says }];
  });
}

const dayMs = 86_400_000;

/** What is younger than these days has had no time to be quiet. */
export async function segmentQuiet({ segments, days }: AlertSettings<'segment_quiet'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const watched = (await segmentsOf(segments, workspace, look)).filter(({ count }) => count !== null);
  const since = look.nowMs - days * dayMs;
  const known = await look.sizesAsOf(since);
  const old = watched.filter(({ definitionId }) => known.has(definitionId));
  const entered = await look.enteredSince(
    workspace,
    old.map(({ definitionId }) => definitionId),
    since,
  );
  return old.map(({ definitionId, key, name }): Reading => {
    const says = {
      zh: `人群“${name}”已有 ${figure(days)} 天没有人进入`,
      en: `Nobody has entered the segment “${name}” for ${figure(days)} ${days === 1 ? 'day' : 'days'}`,
    };
    return { subject: key, value: null, level: entered.has(definitionId) ? 'clear' : 'over', says };
  });
}
