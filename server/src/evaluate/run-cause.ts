import type { Words } from '@danqing/contracts';
import type { RunCause } from './types.ts';

/** Why a definition is computed, in words. */
export const causeWords: Readonly<Record<RunCause, Words>> = {
  created: { zh: '新建后第一次计算', en: 'the first computation of what was made' },
  edited: { zh: '修改后重新计算', en: 'computed again after a change' },
  requested: { zh: '要求重新计算，或者它引用的定义变了', en: 'asked for, or something that it names has changed' },
  data: { zh: '数据有变化', en: 'data have changed' },
  time: { zh: '时间窗口移动', en: 'a window has moved with time' },
  schedule: { zh: '按更新计划', en: 'on its schedule' },
  manual: { zh: '手工修改', en: 'changed by hand' },
  reconciled: { zh: '每天的全量核对', en: 'the daily reconciliation' },
};

/** Somebody's deed stands behind it. */
export const isByPeople = (cause: RunCause): boolean => cause === 'created' || cause === 'edited' || cause === 'requested' || cause === 'manual';
