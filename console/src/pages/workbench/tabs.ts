import type { QuestionChart, QuestionView, SqlValues } from '@danqing/contracts';
import { type Draft, useDraft } from '../../parts/draft.ts';

/** One open query: its text is kept on this device until the tab is closed. */
export interface QueryTab {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  readonly values: SqlValues;
  readonly chart: QuestionChart;
  /** The saved question that it is of, at that version. */
  readonly question?: { readonly id: number; readonly version: number; readonly mayChange: boolean; readonly sql: string };
}

export interface Tabs {
  readonly open: readonly QueryTab[];
  readonly active: string;
}

export const emptyChart: QuestionChart = { kind: 'table' };

/** Tabs are numbered by time: two windows do not make the same one. */
export const newTab = (name: string, more: Partial<QueryTab> = {}): QueryTab => ({
  id: `t${Date.now().toString(36)}`,
  name,
  sql: '',
  values: {},
  chart: emptyChart,
  ...more,
});

export const tabOf = (question: QuestionView): QueryTab =>
  newTab(question.name, {
    sql: question.sql,
    values: question.parameters,
    chart: question.chart,
    question: { id: question.id, version: question.version, mayChange: question.mayChange, sql: question.sql },
  });

export const useTabs = (workspace: string, firstName: string): Draft<Tabs> => {
  const first = newTab(firstName, { id: 'first' });
  return useDraft<Tabs>(`workbench.${workspace}`, { open: [first], active: first.id });
};

export const withTab = ({ open }: Tabs, tab: QueryTab): Tabs => ({ open: [...open, tab], active: tab.id });

export const withChange = ({ open, active }: Tabs, change: Partial<QueryTab>, id = active): Tabs => ({
  open: open.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)),
  active,
});

export function withoutTab({ open, active }: Tabs, id: string, name: string): Tabs {
  const at = open.findIndex((tab) => tab.id === id);
  const left = open.filter((tab) => tab.id !== id);
  const next = left[Math.min(at, left.length - 1)];
  if (next === undefined) {
    const fresh = newTab(name);
    return { open: [fresh], active: fresh.id };
  }
  return { open: left, active: active === id ? next.id : active };
}
