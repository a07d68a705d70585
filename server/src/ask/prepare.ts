import type { SqlValues } from '@danqing/contracts';
import { type Compiled, readStatement, type SafeStatement, statementSql } from '#compile';
import { Fault, type FaultDetail } from '#kernel';
import { readForbidden } from '#tag';
import type { Asker, AskDeps } from './deps.ts';
import { askScope, statementScope } from './scope.ts';
import { boundValues } from './values.ts';

/** A statement that may run, and what it is compiled to. */
export interface Prepared {
  readonly statement: SafeStatement;
  readonly compiled: Compiled;
}

const refused = (errors: readonly FaultDetail[]): Fault => new Fault('DQ_INVALID', 400, 'this statement cannot be run', { errors });

/** Reads SQL as people write it; throws DQ_INVALID with everything that is wrong. */
export async function readAsked(deps: AskDeps, asker: Asker, sql: string): Promise<{ statement: SafeStatement; scope: Awaited<ReturnType<typeof askScope>> }> {
  const [forbidden, scope] = await Promise.all([readForbidden(deps.clickhouse), askScope(deps, asker)]);
  const read = readStatement(sql, { forbidden, path: '/sql', takesParameters: true }, scope.usual);
  if (!read.ok) throw refused(read.faults);
  return { statement: read.statement, scope };
}

/** The statement with its values; those that are missing are an error, or stand for nothing where only its shape is asked for. */
export async function prepare(deps: AskDeps, asker: Asker, sql: string, values: SqlValues, mayMiss = false): Promise<Prepared> {
  const { statement, scope } = await readAsked(deps, asker, sql);
  const bound = boundValues(statement.parameters, values, mayMiss);
  if (bound.faults.length > 0) throw refused(bound.faults);
  return { statement, compiled: statementSql(statement, await statementScope(deps, asker, statement, scope, bound.values)) };
}
