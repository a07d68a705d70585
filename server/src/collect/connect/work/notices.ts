import { problemInChinese } from '../problem.ts';
import type { RunProblem, StoredConnection, StoredRun } from '../types.ts';
import type { ConnectionNotice } from './deps.ts';

const common = (connection: StoredConnection, run: StoredRun, at: Date) => ({
  workspace: connection.workspace,
  source: `connection/${connection.id}/${run.id}`,
  link: `data/connections/${connection.id}`,
  at,
});

/** Whoever set the connection up is told when it does not come right by itself. */
export const failingNotice = (connection: StoredConnection, run: StoredRun, problem: RunProblem, at: Date): readonly ConnectionNotice[] =>
  connection.operatorId === null
    ? []
    : [
        {
          ...common(connection, run, at),
          operatorId: connection.operatorId,
          level: 'error',
          title: { zh: `数据连接“${connection.name}”连续取数失败`, en: `The connection “${connection.name}” keeps failing` },
          body: { zh: problemInChinese(problem), en: problem.message },
        },
      ];

export const mendedNotice = (connection: StoredConnection, run: StoredRun, at: Date): readonly ConnectionNotice[] =>
  connection.operatorId === null
    ? []
    : [
        {
          ...common(connection, run, at),
          operatorId: connection.operatorId,
          level: 'success',
          title: { zh: `数据连接“${connection.name}”已恢复取数`, en: `The connection “${connection.name}” works again` },
          body: { zh: '失败期间的数据已经补上。', en: 'What it missed meanwhile has been fetched.' },
        },
      ];
