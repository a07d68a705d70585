import type { Words } from '@danqing/contracts';
import type { RunCause } from './types.ts';

/** Why a definition is computed, in words. */
export const causeWords: Readonly<Record<RunCause, Words>> = {
  created: { zh: '新建后首次计算', en: 'first computation after creation' },
  edited: { zh: '修改后重新计算', en: 'recomputed after a change' },
  requested: { zh: '手动更新，或引用的定义有变化', en: 'asked for, or something it uses has changed' },
  data: { zh: '数据变化', en: 'data has changed' },
  time: { zh: '时间推移', en: 'time has passed' },
  schedule: { zh: '定时更新', en: 'on its schedule' },
  manual: { zh: '人工修改', en: 'changed by hand' },
  reconciled: { zh: '每日全量核对', en: 'the daily reconciliation' },
};

/** Somebody's deed stands behind it. */
export const isByPeople = (cause: RunCause): boolean => cause === 'created' || cause === 'edited' || cause === 'requested' || cause === 'manual';
