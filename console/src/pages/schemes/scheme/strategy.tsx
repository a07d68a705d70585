import { type SchemeStrategy, type SchemeStrategyRow, type SchemeView, type StrategyField, strategyFields } from '@danqing/contracts';
import { Alert, App, Button, Flex, Skeleton, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useDraft } from '../../../parts/draft.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { Dot } from '../share-bar.tsx';
import { schemePath } from '../types.ts';
import { saveSheet } from './save-sheet.ts';
import { StrategyCell } from './strategy-cell.tsx';
import { StrategyHistory } from './strategy-history.tsx';
import './scheme.css';

type Row = SchemeStrategyRow;
/** What is written and not saved yet: by part, by field. */
type Unsaved = Readonly<Record<string, Readonly<Partial<Record<StrategyField, string>>>>>;

/** What to do about each group: a table that is written in place. */
export function Strategy({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const path = `${schemePath(scheme.key)}/strategy`;
  const sheet = useApi<Static<typeof SchemeStrategy>>(path);
  const draft = useDraft<Unsaved>(`strategy.${workspace}.${scheme.key}`, {});
  const [conflicts, setConflicts] = useState<readonly string[]>([]);
  const [isHistory, setHistory] = useState(false);
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  // Cell after cell is left faster than they are saved: one after the other, each against the version that the one before it made.
  const [before, versions] = [useRef<Promise<unknown>>(Promise.resolve()), useRef(new Map<string, number>())];
  const put = async ({ part, version }: Row, change: Unsaved[string]): Promise<Row> => {
    const known = Math.max(version, versions.current.get(part) ?? 0);
    const row = await api.put<Row>(path, { part, ...change }, { headers: { 'If-Match': `"${known}"` } });
    versions.current.set(part, row.version);
    return row;
  };
  const save = useChange<{ readonly row: Row; readonly change: Unsaved[string] }, Row>(
    ({ row, change }) => {
      const saved = before.current.then(() => put(row, change));
      before.current = saved.catch(() => undefined);
      return saved;
    },
    [path],
  );
  if (sheet.isError) return <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} />;
  if (sheet.data === undefined) return <Skeleton active />;
  const rows = sheet.data.items;

  const write = (part: string, field: StrategyField, text: string): void => draft.update((now) => ({ ...now, [part]: { ...now[part], [field]: text } }));
  /** What was saved is no longer waiting; what was written meanwhile is. */
  const forget = (part: string, change: Unsaved[string]): void =>
    draft.update(({ [part]: waiting = {}, ...others }) => {
      const left = Object.fromEntries(
        strategyFields.filter((field) => waiting[field] !== undefined && waiting[field] !== change[field]).map((field) => [field, waiting[field]]),
      );
      return Object.keys(left).length === 0 ? others : { ...others, [part]: left };
    });
  const keep = (row: Row): void => {
    const change = draft.value[row.part];
    if (change === undefined) return;
    if (strategyFields.every((field) => change[field] === undefined || change[field] === row[field])) {
      forget(row.part, change);
      return;
    }
    save.mutateAsync({ row, change }).then(
      () => {
        forget(row.part, change);
        setConflicts((parts) => parts.filter((part) => part !== row.part));
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 412) {
          setConflicts((parts) => [...new Set([...parts, row.part])]);
          void sheet.refetch();
        } else void message.error(error.message);
      },
    );
  };
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={12} justify="space-between" align="center">
        <Typography.Text type="secondary" style={{ flex: '1 1 320px' }}>
          {t('strategyLead')}
        </Typography.Text>
        <Flex wrap gap={8} align="center">
          <Typography.Text type="secondary" role="status">
            {save.isPending ? t('saving') : Object.keys(draft.value).length > 0 ? t('notSaved') : save.isSuccess ? t('saved') : ''}
          </Typography.Text>
          <Button onClick={() => setHistory(true)}>{t('history')}</Button>
          <Button onClick={() => saveSheet(scheme.key, [t('part'), ...strategyFields.map((field) => t(`fields.${field}`))], rows, nameOf)}>
            {t('exportCsv')}
          </Button>
          <Button onClick={printSheet}>{t('print')}</Button>
        </Flex>
      </Flex>
      {conflicts.map((part) => (
        <Alert
          key={part}
          type="warning"
          showIcon
          title={t('changedMeanwhile', { part: nameOf(part) })}
          action={
            <Button size="small" onClick={() => rows.filter((row) => row.part === part).forEach(keep)}>
              {t('saveAgain')}
            </Button>
          }
        />
      ))}
      <div className="scheme-print">
        <p className="scheme-only-print">
          <strong>{t('printTitle', { name: scheme.name })}</strong>
        </p>
        <div className="scheme-scroll" role="region" aria-label={t('tabs.strategy')} tabIndex={0}>
          <table className="scheme-sheet">
            <thead>
              <tr>
                <th scope="col" className="is-part">
                  {t('part')}
                </th>
                {strategyFields.map((field) => (
                  <th key={field} scope="col" className={field === 'owner' ? 'is-short' : field === 'due' ? 'is-day' : undefined}>
                    {t(`fields.${field}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.part}>
                  <th scope="row">
                    <Dot colour={colourOf(row.part)} /> {nameOf(row.part)}
                    {row.changedAt !== null && (
                      <div className="scheme-faint scheme-no-print">
                        {row.changedBy} · {formats.ago(row.changedAt)}
                      </div>
                    )}
                  </th>
                  {strategyFields.map((field) => (
                    <td key={field}>
                      <StrategyCell
                        field={field}
                        label={t('cell', { part: nameOf(row.part), field: t(`fields.${field}`) })}
                        value={draft.value[row.part]?.[field] ?? row[field]}
                        isReadOnly={!mayWrite}
                        onChange={(text) => write(row.part, field, text)}
                        onLeave={() => keep(row)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <StrategyHistory scheme={scheme} isOpen={isHistory} onClose={() => setHistory(false)} />
    </Flex>
  );
}

/** Only the sheet goes to the printer. */
function printSheet(): void {
  document.body.classList.add('is-printing-sheet');
  window.print();
  document.body.classList.remove('is-printing-sheet');
}
