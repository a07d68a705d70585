import { DatabaseOutlined } from '@ant-design/icons';
import type { QuestionView, SqlSchemaView } from '@danqing/contracts';
import { App, Button, Drawer, Grid } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import type { SqlEditorHandle } from '../../parts/sql-editor.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { AnswerActions } from './answer-actions.tsx';
import { usedValues } from './parameters.ts';
import { Result } from './result/result.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { Side, type SideProps } from './side/side.tsx';
import { Statement } from './statement.tsx';
import { TabBar } from './tab-bar.tsx';
import { emptyChart, newTab, tabOf, useTabs, withChange, withoutTab, withTab } from './tabs.ts';
import { useCheck } from './use-check.ts';
import { useRun, useStart, useStop } from './use-run.ts';
import { isUnderWay } from '../../parts/under-way.ts';

/** The analysts' room: a statement, its answer, and what there is to ask of. */
export function Page() {
  const { t, i18n } = useTranslation('workbench');
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isSideOpen, setSideOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [asked, setAsked] = useUrlState('question');
  const schema = useApi<SqlSchemaView>('/api/v1/sql/schema');
  const tabs = useTabs(workspace, t('untitled', { n: 1 }));
  const { value: open, update } = tabs;
  const tab = open.open.find(({ id }) => id === open.active) ?? open.open[0] ?? newTab(t('untitled', { n: 1 }));
  const [runs, setRuns] = useState<Readonly<Record<string, string>>>({});
  const run = useRun(runs[tab.id] ?? null);
  const [start, stop] = [useStart(), useStop()];
  const check = useCheck(tab.sql, tab.values);
  const editor = useRef<SqlEditorHandle>(null);
  const isRunning = start.isPending || (run.data !== undefined && isUnderWay(run.data));
  const fail = (error: { readonly message: string; readonly faults?: readonly { readonly message: string }[] }): void =>
    void message.error(error.faults?.[0]?.message ?? error.message);

  const openQuestion = (id: number): void => {
    const there = open.open.find(({ question }) => question?.id === id);
    if (there !== undefined) update((now) => ({ ...now, active: there.id }));
    else
      api.get<QuestionView>(`/api/v1/questions/${id}`).then((question) => {
        const made = tabOf(question);
        update((now) => withTab(now, made));
        if (question.result !== null) setRuns((before) => ({ ...before, [made.id]: question.result?.id ?? '' }));
      }, fail);
  };
  useEffect(() => {
    if (asked === '') return;
    openQuestion(Number(asked));
    setAsked(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each address
  }, [asked]);

  const begin = (): void => {
    if (isRunning || tab.sql.trim() === '') return;
    const { question } = tab;
    const isItsOwn = question !== undefined && question.sql === tab.sql;
    start.mutate(
      { sql: tab.sql, parameters: usedValues(tab.sql, tab.values), ...(isItsOwn && { question: question.id }) },
      { onSuccess: ({ id }) => setRuns((before) => ({ ...before, [tab.id]: id })), onError: fail },
    );
  };
  const save = useChange(
    () => api.put<QuestionView>(`/api/v1/questions/${tab.question?.id ?? 0}`, { sql: tab.sql, chart: tab.chart, parameters: usedValues(tab.sql, tab.values) }),
    ['/api/v1/questions'],
  );
  const keep = (): void => {
    if (tab.question?.mayChange !== true) setSaving(true);
    else save.mutate(undefined, { onSuccess: (question) => saved(question, tab.id), onError: fail });
  };
  /** Somebody may write on, or in another tab, until it is. */
  const saved = (question: QuestionView, of: string): void => {
    setSaving(false);
    void message.success(t('saved'));
    const { id, name, version, mayChange, sql } = question;
    update((now) => withChange(now, { name, question: { id, version, mayChange, sql } }, of));
  };
  const side: SideProps = {
    schema: schema.data,
    onInsert: (text) => editor.current?.insert(text),
    onExample: ({ name, sql, chart }) => {
      const kind = typeof chart === 'object' && chart !== null ? chart : {};
      update((now) => withTab(now, newTab(i18n.language === 'zh' ? name.zh : name.en, { sql, chart: { ...emptyChart, ...kind } })));
      setSideOpen(false);
    },
    onOpen: openQuestion,
    onPutBack: ({ sql, parameters }) => update((now) => withTab(now, newTab(t('untitled', { n: open.open.length + 1 }), { sql, values: parameters }))),
  };
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {!isWide && (
              <Button icon={<DatabaseOutlined />} onClick={() => setSideOpen(true)}>
                {t('openSide')}
              </Button>
            )}
            {tab.question !== undefined && <CopyButton label={t('share')} text={`${window.location.origin}/w/${workspace}/questions/${tab.question.id}`} />}
            {tab.question !== undefined && <Button onClick={() => setSaving(true)}>{t('saveAs')}</Button>}
            <Button onClick={keep} loading={save.isPending} disabled={tab.sql.trim() === ''}>
              {t('save')}
            </Button>
          </>
        }
      />
      <div style={{ display: 'grid', gridTemplateColumns: isWide ? '300px minmax(0, 1fr)' : 'minmax(0, 1fr)', gap: 16, alignItems: 'start' }}>
        {isWide ? (
          <aside
            aria-label={t('side')}
            style={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 10,
              padding: '4px 12px 12px',
              maxHeight: 'calc(100vh - 180px)',
              overflow: 'auto',
            }}
          >
            <Side {...side} />
          </aside>
        ) : (
          <Drawer title={t('side')} open={isSideOpen} onClose={() => setSideOpen(false)} placement="left">
            <Side {...side} />
          </Drawer>
        )}
        <div style={{ minWidth: 0 }}>
          <TabBar
            tabs={open}
            onActive={(active) => update((now) => ({ ...now, active }))}
            onAdd={() => update((now) => withTab(now, newTab(t('untitled', { n: open.open.length + 1 }))))}
            onClose={(id) => update((now) => withoutTab(now, id, t('untitled', { n: 1 })))}
          />
          <Statement
            tab={tab}
            schema={schema.data}
            check={check}
            isRunning={isRunning}
            editor={editor}
            onChange={(change) => update((now) => withChange(now, change, tab.id))}
            onRun={begin}
            onStop={() => run.data !== undefined && stop.mutate(run.data.id)}
          />
          <div style={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 10, padding: 16, marginTop: 16 }}>
            <Result
              run={run.data}
              name={tab.name}
              chart={tab.chart}
              onChart={(chart) => update((now) => withChange(now, { chart }, tab.id))}
              actions={run.data === undefined ? undefined : <AnswerActions run={run.data} name={tab.name} />}
            />
          </div>
        </div>
      </div>
      <SaveDialog key={tab.id} tab={tab} isOpen={isSaving} onClose={() => setSaving(false)} onSaved={(question) => saved(question, tab.id)} />
    </>
  );
}
