import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Loop, startLoop } from '#govern';
import { workspaceId } from '#kernel';
import type { AskDeps } from './deps.ts';
import { nextDaily } from './due.ts';
import { execute } from './execute.ts';
import { limits, scheduledSeconds } from './limits.ts';
import { nextDue, setDue, showResult } from './question.store.ts';
import { beginRun, forgetOldRuns, insertRun } from './run.store.ts';
import { kept } from './runs.ts';

const forgetEveryMs = 3_600_000;

/** Asks daily questions when their time has come, and forgets old answers. */
export function startQuestions(deps: AskDeps & { readonly logger: Logger }): Loop {
  let forgottenAt = 0;
  return startLoop('questions', {
    logger: deps.logger,
    step: async (signal) => {
      if (deps.clock.now() - forgottenAt > forgetEveryMs) {
        forgottenAt = deps.clock.now();
        await forgetOldRuns(deps.pg, new Date(forgottenAt));
      }
      return askDue(deps, signal);
    },
  });
}

/** One question whose time has come; its answer is as somebody sees it who sees no personal data. False when there is none. */
export async function askDue(deps: AskDeps, signal: AbortSignal): Promise<boolean> {
  const { pg, clock } = deps;
  const question = await nextDue(pg, new Date(clock.now()));
  if (question === undefined) return false;
  const { id: number, workspace, version, owner, sql, parameters } = question;
  const id = randomUUID();
  const asked = { operatorId: null, actor: owner, cause: 'schedule', ...kept(deps, workspace, sql), parameters, isOpen: false } as const;
  await insertRun(pg, { id, workspace, ...asked, question: number, version, askedAt: new Date(clock.now()) });
  await beginRun(pg, id, new Date(clock.now()));
  const { state } = await execute(
    deps,
    { workspace: workspaceId(workspace), seesPersonalData: false },
    { sql, values: parameters },
    { id, seconds: scheduledSeconds, rows: limits.rows, signal },
  );
  if (signal.aborted) return true;
  if (state === 'done') await showResult(pg, number, id);
  await setDue(pg, number, nextDaily(clock.now(), await deps.timezoneOf(workspace), number));
  return true;
}
