import type { SqlRunView, SqlValues } from '@danqing/contracts';
import { createHash, randomUUID } from 'node:crypto';
import { maskedLiterals } from '#compile';
import { type Caller, recordAudit } from '#govern';
import { workspaceId } from '#kernel';
import type { AskDeps } from './deps.ts';
import { execute } from './execute.ts';
import { readAsked } from './prepare.ts';
import { showResult } from './question.store.ts';
import { createQueue } from './queue.ts';
import { roleLimits } from './role-limits.ts';
import { beginRun, endRun, insertRun, type StoredRun } from './run.store.ts';

/** Somebody who looks asks at least so often; a run that nobody looks at any more is stopped. */
const leftAfterMs = 30_000;
const lookEveryMs = 2_000;

interface Asked {
  readonly sql: string;
  readonly values: SqlValues;
  readonly cause: SqlRunView['cause'];
  readonly question?: { readonly id: number; readonly version: number };
  /** Its answer is what the question shows from then on. */
  readonly isShown?: boolean;
}

export interface Progress {
  readonly rowsRead: number;
  readonly rowsToRead: number | null;
}

/** What is under way in this process. */
export interface Runs {
  start(caller: Caller, asked: Asked): Promise<string>;
  /** Somebody looks at a run: it goes on. */
  look(id: string): void;
  stop(id: string): void;
  progress(id: string): Promise<Progress | null>;
  close(): Promise<void>;
}

interface Open {
  readonly abort: AbortController;
  seenAt: number;
}

const underWay = 'SELECT read_rows AS rowsRead, total_rows_approx AS rowsToRead FROM system.processes WHERE query_id = {id:String}';

/** A text without personal values, and its digest; the digest is of the text as it was sent. */
export const kept = (deps: AskDeps, workspace: number, sql: string): { readonly sql: string; readonly hash: string; readonly isWhole: boolean } => {
  const masker = deps.privacy.maskerFor({ workspace: workspaceId(workspace), seesPersonalData: false });
  const masked = maskedLiterals(sql, masker.text);
  return { sql: masked, hash: createHash('sha256').update(sql).digest('hex'), isWhole: masked === sql };
};

export function openRuns(deps: AskDeps): Runs {
  const { pg, clickhouse, clock } = deps;
  const queue = createQueue();
  const open = new Map<string, Open>();
  const work = new Set<Promise<void>>();
  const timer = setInterval(() => {
    for (const { abort, seenAt } of open.values()) if (performance.now() - seenAt > leftAfterMs) abort.abort();
  }, lookEveryMs).unref();

  const runOne = async (caller: Caller, id: string, asked: Asked, abort: AbortController): Promise<void> => {
    try {
      if (abort.signal.aborted || !(await beginRun(pg, id, new Date(clock.now())))) {
        const nothing = { columns: null, rows: null, isCut: false, rowsRead: null, bytesRead: null, memoryBytes: null, error: null };
        await endRun(pg, id, new Date(clock.now()), { ...nothing, state: 'stopped' });
        return;
      }
      const { state } = await execute(deps, caller, asked, { id, ...(await roleLimits(deps, caller)), signal: abort.signal });
      if (state === 'done' && asked.isShown === true && asked.question !== undefined) await showResult(pg, asked.question.id, id);
    } finally {
      open.delete(id);
    }
  };

  return {
    start: async (caller, asked) => {
      const { workspace, operator, name, seesPersonalData } = caller;
      await readAsked(deps, caller, asked.sql);
      const id = randomUUID();
      const masker = deps.privacy.maskerFor({ workspace, seesPersonalData: false });
      const text = kept(deps, workspace, asked.sql);
      const parameters = Object.fromEntries(Object.entries(asked.values).map(([key, value]) => [key, typeof value === 'string' ? masker.text(value) : value]));
      const draft = { id, workspace, operatorId: operator?.id ?? null, actor: name, cause: asked.cause, ...text, parameters, isOpen: seesPersonalData };
      await pg.transaction(async (tx) => {
        await insertRun(tx, { ...draft, question: asked.question?.id ?? null, version: asked.question?.version ?? null, askedAt: new Date(clock.now()) });
        const details = { hash: text.hash, characters: asked.sql.length, ...(asked.question === undefined ? {} : { question: asked.question.id }) };
        await recordAudit(tx, caller, { action: 'sql.run', object: `run:${id}`, details });
      });
      const abort = new AbortController();
      open.set(id, { abort, seenAt: performance.now() });
      queue.enter(`${workspace} ${operator?.id ?? name}`, () => {
        const done = runOne(caller, id, asked, abort);
        work.add(done);
        return done.finally(() => work.delete(done));
      });
      return id;
    },
    look: (id) => {
      const found = open.get(id);
      if (found !== undefined) found.seenAt = performance.now();
    },
    stop: (id) => open.get(id)?.abort.abort(),
    progress: async (id) => {
      if (!open.has(id)) return null;
      const [row] = await clickhouse.query<{ rowsRead: number; rowsToRead: number }>(underWay, { id }, { lane: 'point' });
      return row === undefined ? null : { rowsRead: row.rowsRead, rowsToRead: row.rowsToRead === 0 ? null : row.rowsToRead };
    },
    close: async () => {
      clearInterval(timer);
      for (const { abort } of open.values()) abort.abort();
      await Promise.allSettled(work);
    },
  };
}

/** What the API shows of a run. */
export const runView = (run: StoredRun, caller: Caller, progress: Progress | null = null): SqlRunView => ({
  id: run.id,
  sql: run.sql,
  parameters: run.parameters,
  question: run.question,
  cause: run.cause,
  by: run.actor,
  isMine: isOwn(run, caller),
  state: run.state,
  askedAt: run.askedAt.toISOString(),
  startedAt: run.startedAt?.toISOString() ?? null,
  endedAt: run.endedAt?.toISOString() ?? null,
  columns: run.columns === null ? null : [...run.columns],
  rows: run.rows,
  isCut: run.isCut,
  rowsRead: run.rowsRead ?? progress?.rowsRead ?? null,
  rowsToRead: progress?.rowsToRead ?? null,
  bytesRead: run.bytesRead,
  memoryBytes: run.memoryBytes,
  error: run.error,
  isMasked: !run.isOpen,
});

export const isOwn = (run: Pick<StoredRun, 'operatorId' | 'actor' | 'cause'>, { operator, name }: Caller): boolean =>
  run.cause !== 'schedule' && run.operatorId === (operator?.id ?? null) && (run.operatorId !== null || run.actor === name);
