import type { TagDefinitionJson, TagView } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SqlEditorHandle } from '../../../parts/sql-editor.tsx';
import { useVocabulary } from '../../../rule/use-vocabulary.ts';
import { FaultsAt } from './faults.tsx';
import { Field } from './field.tsx';
import { TypeChoice } from './type-choice.tsx';

/** Its code is fetched with the first SQL that somebody opens. */
const SqlEditor = lazy(() => import('../../../parts/sql-editor.tsx').then((module) => ({ default: module.SqlEditor })));

/** What a tag's SQL may read; `server/src/compile` and `server/src/tag/sql` have the same list. */
const tables = {
  profiles: ['profile_id', 'created_at', 'identifiers', 'traits'],
  events: [
    'profile_id',
    'name',
    'ts',
    'received_at',
    'type',
    'source',
    'channel',
    'message_id',
    'revenue',
    'currency',
    'group_id',
    'page_path',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'device_type',
    'os_name',
    'geo_province',
    'geo_city',
    'properties',
  ],
  tags: ['profile_id', 'tag', 'text', 'items'],
  moment: ['at'],
} as const;

interface SqlFormProps {
  readonly sql: string;
  readonly type: TagView['type'];
  readonly mayChangeType: boolean;
  readonly onChange: (definition: TagDefinitionJson) => void;
  readonly onType: (type: TagView['type']) => void;
}

export function SqlForm({ sql, type, mayChangeType, onChange, onType }: SqlFormProps) {
  const { t } = useTranslation('tag-editor');
  const editor = useRef<SqlEditorHandle>(null);
  const vocabulary = useVocabulary();
  const schema = useMemo(() => {
    const pathOf = (head: string, path: string): string => `${head}.${path}.:String`;
    const traits = vocabulary.traits.slice(0, 40).map(({ path }) => pathOf('traits', path));
    const properties = [...new Set(vocabulary.properties.map(({ path }) => path))].filter((path) => !path.includes('[')).slice(0, 40);
    return { ...tables, profiles: [...tables.profiles, ...traits], events: [...tables.events, ...properties.map((path) => pathOf('properties', path))] };
  }, [vocabulary]);
  return (
    <>
      <Typography.Paragraph type="secondary">{t('sql.hint')}</Typography.Paragraph>
      <Suspense fallback={<pre>{sql}</pre>}>
        <SqlEditor ref={editor} value={sql} onChange={(next) => onChange({ sql: next })} label={t('sql.label')} schema={schema} />
      </Suspense>
      <FaultsAt at="/definition/sql" />
      <details style={{ margin: '12px 0' }}>
        <summary>{t('sql.columns')}</summary>
        {Object.entries(schema).map(([table, columns]) => (
          <div key={table} style={{ marginTop: 8 }}>
            <Typography.Text code>{table}</Typography.Text>
            <Flex wrap gap={4} style={{ marginTop: 4 }}>
              {columns.map((column) => (
                <Button key={column} size="small" aria-label={t('sql.insert', { name: column })} onClick={() => editor.current?.insert(column)}>
                  {column}
                </Button>
              ))}
            </Flex>
          </div>
        ))}
      </details>
      {mayChangeType && (
        <Field label={t('sql.type')} at="/type">
          <TypeChoice value={type} onChange={onType} />
        </Field>
      )}
    </>
  );
}
