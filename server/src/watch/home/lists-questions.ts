import type { HomeBlock } from '@danqing/contracts';
import { readSharedQuestions } from '#ask';
import type { HomeAsk, HomeDeps } from './deps.ts';
import { listOf } from './lists-data.ts';

const shown = 6;

/** Questions that everybody may look at, the newest answers first. */
export async function savedQuestions({ pg }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const questions = await readSharedQuestions(pg, workspace, shown);
  const items = questions.map(({ id, name, owner, answeredAt }) => ({
    title: { zh: name, en: name },
    detail: { zh: owner, en: owner },
    level: 'info' as const,
    at: answeredAt?.toISOString() ?? null,
    link: `questions/${id}`,
  }));
  return listOf('questions', items, nowMs, 'questions');
}
