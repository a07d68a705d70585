import { EyeInvisibleOutlined } from '@ant-design/icons';
import type { SqlSchemaView, SqlViewDoc } from '@danqing/contracts';
import { Button, Collapse, Input, Skeleton, Tooltip, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly about: string;
  readonly isPersonal: boolean;
}

const mostShown = 80;

/** Tables, their columns and fields, and names of events; a press puts one into the text. */
export function Fields({ schema, onInsert }: { readonly schema: SqlSchemaView | undefined; readonly onInsert: (text: string) => void }) {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  const [search, setSearch] = useState('');
  if (schema === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  const wanted = search.trim().toLowerCase();
  const fits = (...texts: readonly string[]): boolean => wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
  const entriesOf = (view: SqlViewDoc): readonly Entry[] =>
    [
      ...view.columns.map(({ name, type, about }) => ({ name, type, about: about[language], isPersonal: false })),
      ...view.fields.map(({ name, type, label, isPersonal }) => ({ name, type, about: label[language], isPersonal })),
    ].filter(({ name, about }) => fits(name, about, view.name));
  const events = schema.events.filter(({ name, label }) => fits(name, label[language]));
  const shown = schema.views
    .map((view) => ({ view, entries: entriesOf(view) }))
    .filter(({ view, entries }) => entries.length > 0 || fits(view.name, view.about[language]));
  const items = [
    ...shown.map(({ view, entries }) => ({
      key: view.name,
      label: (
        <span>
          <strong>{view.name}</strong>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {view.about[language]}
          </Typography.Text>
        </span>
      ),
      children: <Entries entries={entries} onInsert={onInsert} />,
    })),
    ...(events.length === 0
      ? []
      : [
          {
            key: '$events',
            label: <strong>{t('events')}</strong>,
            children: (
              <Entries
                entries={events.map(({ name, label }) => ({ name: `'${name.replaceAll("'", "''")}'`, type: '', about: label[language], isPersonal: false }))}
                onInsert={onInsert}
              />
            ),
          },
        ]),
  ];
  return (
    <>
      <Input.Search
        allowClear
        value={search}
        placeholder={t('search')}
        aria-label={t('search')}
        onChange={({ target }) => setSearch(target.value)}
        style={{ marginBottom: 8 }}
      />
      {items.length === 0 ? (
        <EmptyState title={t('nothingFound')} />
      ) : (
        <Collapse
          key={wanted === '' ? 'all' : 'found'}
          size="small"
          ghost
          items={items}
          defaultActiveKey={wanted === '' ? [] : items.slice(0, 6).map(({ key }) => key)}
        />
      )}
    </>
  );
}

function Entries({ entries, onInsert }: { readonly entries: readonly Entry[]; readonly onInsert: (text: string) => void }) {
  const { t } = useTranslation('workbench');
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {entries.slice(0, mostShown).map(({ name, type, about, isPersonal }) => (
        <li key={name} style={{ padding: '1px 0' }}>
          <Tooltip title={isPersonal ? t('personalHint') : type} placement="right">
            <Button
              type="text"
              size="small"
              aria-label={t('insert', { name })}
              onClick={() => onInsert(name)}
              style={{ height: 'auto', width: '100%', justifyContent: 'flex-start', textAlign: 'left', whiteSpace: 'normal', padding: '2px 6px' }}
            >
              <span style={{ overflowWrap: 'anywhere' }}>
                <code>{name}</code>
                {isPersonal && <EyeInvisibleOutlined aria-label={t('personal')} style={{ marginInlineStart: 6, color: 'var(--text-secondary)' }} />}
                {about !== '' && <span style={{ color: 'var(--text-secondary)', fontSize: 12, marginInlineStart: 8 }}>{about}</span>}
              </span>
            </Button>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
