import { autocompletion, closeBrackets, type Completion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { keywordCompletionSource, PostgreSQL, schemaCompletionSource, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { cspNonce } from '../design/csp-nonce.ts';

export interface SqlEditorHandle {
  /** Puts text where the cursor is. */
  readonly insert: (text: string) => void;
}

export interface SqlEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it is, for who cannot see it. */
  readonly label: string;
  /** Tables and their columns, offered while one types. */
  readonly schema: Readonly<Record<string, readonly string[]>>;
  readonly placeholder?: string;
  /** Ctrl or Cmd with Enter. */
  readonly onRun?: () => void;
  readonly height?: number;
  readonly ref?: Ref<SqlEditorHandle>;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--primary)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
  { tag: tags.comment, color: 'var(--text-secondary)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { border: '1px solid var(--line)', borderRadius: '6px', background: 'var(--surface)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--primary)', outlineOffset: '-1px' },
  '.cm-gutters': { background: 'transparent', color: 'var(--text-secondary)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-tooltip': { background: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--selected)', color: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selected)' },
});

const namespaceOf = (schema: SqlEditorProps['schema']): SQLNamespace =>
  Object.fromEntries(Object.entries(schema).map(([table, columns]) => [table, columns.map((label): Completion => ({ label, type: 'property' }))]));

const languageOf = (schema: SqlEditorProps['schema']) => [
  sql({ dialect: PostgreSQL, upperCaseKeywords: true }),
  autocompletion({ override: [schemaCompletionSource({ dialect: PostgreSQL, schema: namespaceOf(schema) }), keywordCompletionSource(PostgreSQL, true)] }),
];

/** A field for SQL: colours, brackets, completion of tables and columns. Tab leaves it, as it leaves every field. */
export function SqlEditor({ value, onChange, label, schema, placeholder = '', onRun, height = 220, ref }: SqlEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const language = useRef(new Compartment());
  const latest = useRef({ onChange, onRun });
  useEffect(() => {
    latest.current = { onChange, onRun };
  });
  useEffect(() => {
    if (box.current === null) return undefined;
    const run = (): boolean => {
      latest.current.onRun?.();
      return latest.current.onRun !== undefined;
    };
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          closeBrackets(),
          bracketMatching(),
          syntaxHighlighting(colours),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.theme({ '.cm-scroller': { minHeight: `${height}px`, maxHeight: '60vh', overflow: 'auto' } }),
          placeholderOf(placeholder),
          keymap.of([{ key: 'Mod-Enter', run }, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          language.current.of(languageOf(schema)),
          EditorView.cspNonce.of(cspNonce),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- made once; what changes later is handed in below
  }, []);
  useEffect(() => {
    const { current } = view;
    if (current !== null && current.state.doc.toString() !== value) current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(schema)) });
  }, [schema]);
  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const { current } = view;
      if (current === null) return;
      current.dispatch(current.state.replaceSelection(text));
      current.focus();
    },
  }));
  return <div ref={box} />;
}
