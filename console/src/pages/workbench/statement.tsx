import type { SqlCheckView, SqlSchemaView, SqlValues } from '@danqing/contracts';
import { Button, Flex, Input, Tooltip, Typography } from 'antd';
import { lazy, type Ref, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sayFault } from '../../api/chinese/say.ts';
import { useFormats } from '../../parts/format.ts';
import type { SqlEditorHandle } from '../../parts/sql-editor.tsx';
import { formatSql } from './format-sql.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { QueryTab } from './tabs.ts';

const SqlEditor = lazy(() => import('../../parts/sql-editor.tsx').then((module) => ({ default: module.SqlEditor })));

export interface StatementProps {
  readonly tab: QueryTab;
  readonly schema: SqlSchemaView | undefined;
  readonly check: SqlCheckView | undefined;
  readonly isRunning: boolean;
  readonly onChange: (change: Partial<QueryTab>) => void;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly editor: Ref<SqlEditorHandle>;
}

/** What the editor offers while one types: tables with their columns, fields, functions, names of events. */
function offered(schema: SqlSchemaView | undefined) {
  const tables = Object.fromEntries((schema?.views ?? []).map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  const fields = (schema?.views ?? []).flatMap(({ fields: own }) =>
    own.map(({ name, label, type }) => ({ label: name, detail: label.zh || type, kind: 'field' as const })),
  );
  const functions = (schema?.functions ?? []).map((name) => ({ label: name, detail: '', kind: 'function' as const }));
  return { tables, words: [...fields, ...functions], texts: (schema?.events ?? []).map(({ name }) => name) };
}

/** The editor of one query, its values, and what can be done with it. */
export function Statement({ tab, schema, check, isRunning, onChange, onRun, onStop, editor }: StatementProps) {
  const { t } = useTranslation('workbench');
  const formats = useFormats();
  const { tables, words, texts } = useMemo(() => offered(schema), [schema]);
  const parameters = useMemo(() => parametersOf(tab.sql), [tab.sql]);
  const marks = useMemo(
    () => (check?.errors ?? []).flatMap(({ line, code, message }) => (line === null ? [] : [{ line, message: sayFault(code, message) }])),
    [check],
  );
  const [fault] = check?.errors ?? [];
  return (
    <Flex vertical gap={8}>
      <Suspense fallback={<div style={{ height: 240 }} />}>
        <SqlEditor
          key={tab.id}
          ref={editor}
          value={tab.sql}
          label={t('editor')}
          placeholder={t('placeholder')}
          schema={tables}
          words={words}
          texts={texts}
          marks={marks}
          height={200}
          onChange={(sql) => onChange({ sql })}
          onRun={onRun}
        />
      </Suspense>
      {parameters.length > 0 && <Values parameters={parameters} tab={tab} onChange={onChange} />}
      <Flex wrap gap={8} align="center">
        {isRunning ? (
          <Button danger onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <Tooltip title={t('runHint')}>
            <Button type="primary" onClick={onRun} disabled={tab.sql.trim() === ''}>
              {t('run')}
            </Button>
          </Tooltip>
        )}
        <Button onClick={() => onChange({ sql: formatSql(tab.sql) })}>{t('format')}</Button>
        <Typography.Text type={fault === undefined ? 'secondary' : 'danger'} role="status" style={{ flex: 1, minWidth: 180, overflowWrap: 'anywhere' }}>
          {fault !== undefined
            ? `${fault.line === null ? '' : t('line', { line: fault.line })}${sayFault(fault.code, fault.message)}`
            : check === undefined
              ? ''
              : check.rows === null
                ? t('ready')
                : t('willRead', { rows: formats.compact(check.rows) })}
        </Typography.Text>
      </Flex>
    </Flex>
  );
}

const inputType = ({ type }: Parameter): string =>
  type === 'date' ? 'date' : type === 'datetime' ? 'datetime-local' : type === 'number' || type === 'integer' ? 'number' : 'text';

/** A field for each {{value}} that the statement names. */
export function Values({
  parameters,
  tab,
  onChange,
}: {
  readonly parameters: readonly Parameter[];
  readonly tab: Pick<QueryTab, 'values'>;
  readonly onChange: (change: Pick<QueryTab, 'values'>) => void;
}) {
  const { t } = useTranslation('workbench');
  const textOf = (value: SqlValues[string] | undefined): string =>
    Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value);
  return (
    <Flex wrap gap={8} role="group" aria-label={t('values')}>
      {parameters.map((parameter) => (
        <Input
          key={parameter.name}
          aria-label={parameter.name}
          prefix={<code>{parameter.name}</code>}
          placeholder={t(`valueTypes.${parameter.type}`)}
          type={inputType(parameter)}
          value={textOf(tab.values[parameter.name])}
          style={{ width: 280, maxWidth: '100%' }}
          onChange={({ target }) => onChange({ values: { ...tab.values, [parameter.name]: target.value } })}
        />
      ))}
    </Flex>
  );
}
