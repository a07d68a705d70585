import type { TaskKind } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { Caller } from '../types.ts';

const insertAsker = `
  INSERT INTO govern.task_asker (workspace, kind, task_id, operator_id, name, asked_at) VALUES ($1, $2, $3, $4, $5, now())
  ON CONFLICT (workspace, kind, task_id) DO NOTHING`;

/** Keeps who asked for a task, in the transaction that makes it where there is one: they are told when it ends. */
export async function noteTask(tx: PostgresSession, caller: Caller, kind: TaskKind, id: string | number): Promise<void> {
  const operator = caller.operator;
  await tx.query(insertAsker, [caller.workspace, kind, String(id), operator?.id ?? null, operator?.name ?? caller.name]);
}

export interface TaskAsker {
  readonly workspace: number;
  readonly kind: TaskKind;
  readonly id: string;
  /** null: asked with an API key. */
  readonly operatorId: string | null;
  readonly name: string;
}

const askersOf = `
  SELECT a.workspace, a.kind, a.task_id AS id, a.operator_id AS "operatorId", a.name FROM govern.task_asker a
  JOIN unnest($1::int[], $2::text[], $3::text[]) AS t (workspace, kind, task_id) USING (workspace, kind, task_id)`;

/** Who asked for these; nobody of tasks that came by themselves. */
export const readAskers = (
  pg: PostgresSession,
  tasks: readonly { readonly workspace: number; readonly kind: TaskKind; readonly id: string }[],
): Promise<readonly TaskAsker[]> =>
  pg.query<TaskAsker>(askersOf, [tasks.map(({ workspace }) => workspace), tasks.map(({ kind }) => kind), tasks.map(({ id }) => id)]);

/** Forgets who asked for tasks of long ago. */
export async function forgetAskers(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query('DELETE FROM govern.task_asker WHERE asked_at < $1', [before]);
}
