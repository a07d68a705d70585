import { autocompletion, closeBrackets, type Completion, completionKeymap, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { keywordCompletionSource, PostgreSQL, schemaCompletionSource, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { cspNonce } from '../design/csp-nonce.ts';

export interface SqlEditorHandle {
  /** Puts text where the cursor is. */
  readonly insert: (text: string) => void;
}

interface Word {
  readonly label: string;
  readonly detail: string;
  readonly kind: 'field' | 'function';
}

interface Mark {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface SqlEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it is, for who cannot see it. */
  readonly label: string;
  /** Tables and their columns, offered while one types. */
  readonly schema: Readonly<Record<string, readonly string[]>>;
  /** Fields with dots in their names, and functions; offered besides. */
  readonly words?: readonly Word[];
  /** Offered inside quotation marks: names of events. */
  readonly texts?: readonly string[];
  /** Lines on which something is wrong. */
  readonly marks?: readonly Mark[];
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
  '.cm-wrong': { background: 'color-mix(in srgb, var(--danger) 14%, transparent)', boxShadow: 'inset 3px 0 var(--danger)' },
  '.cm-placeholder': { color: 'var(--text-secondary)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-tooltip': { background: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--selected)', color: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selected)' },
});

const namespaceOf = (schema: SqlEditorProps['schema']): SQLNamespace =>
  Object.fromEntries(Object.entries(schema).map(([table, columns]) => [table, columns.map((label): Completion => ({ label, type: 'property' }))]));

const none: readonly never[] = [];

/** A call has its parentheses at once, the cursor between them. */
const wordSource = (words: readonly Word[]): CompletionSource => {
  const options = words.map(
    ({ label, detail, kind }): Completion => ({ label, detail, type: kind === 'field' ? 'property' : 'function', boost: kind === 'field' ? 1 : -1 }),
  );
  return (context) => {
    const before = context.matchBefore(/[\p{L}_][\p{L}\p{N}_.[\]`]*/u);
    return before === null && !context.explicit ? null : { from: before?.from ?? context.pos, options, validFor: /^[\p{L}\p{N}_.[\]`]*$/u };
  };
};

/** Behind `name = '` and within `name IN ('…', '`. */
const textSource =
  (texts: readonly string[]): CompletionSource =>
  (context) => {
    const before = context.matchBefore(/\bname\s*(?:=|!=|IN\s*\()\s*(?:'[^'\n]*'\s*,\s*)*'[^'\n]*/i);
    if (before === null) return null;
    const from = before.from + before.text.lastIndexOf("'") + 1;
    return { from, options: texts.map((label): Completion => ({ label, type: 'text' })), validFor: /^[^'\n]*$/ };
  };

const languageOf = (schema: SqlEditorProps['schema'], words: readonly Word[] = none, texts: readonly string[] = none) => [
  sql({ dialect: PostgreSQL, upperCaseKeywords: true }),
  autocompletion({
    override: [
      textSource(texts),
      wordSource(words),
      schemaCompletionSource({ dialect: PostgreSQL, schema: namespaceOf(schema) }),
      keywordCompletionSource(PostgreSQL, true),
    ],
  }),
];

const marksOf = (marks: readonly Mark[]) =>
  EditorView.decorations.of(({ state: { doc } }) =>
    Decoration.set(
      [...new Map(marks.filter(({ line }) => line >= 1 && line <= doc.lines).map((mark) => [mark.line, mark])).values()]
        .sort((a, b) => a.line - b.line)
        .map(({ line, message }) => Decoration.line({ attributes: { class: 'cm-wrong', title: message } }).range(doc.line(line).from)),
    ),
  );

/** A field for SQL: colours, brackets, completion of tables and columns. Tab leaves it, as it leaves every field. */
export function SqlEditor({
  value,
  onChange,
  label,
  schema,
  words = none,
  texts = none,
  marks = none,
  placeholder = '',
  onRun,
  height = 220,
  ref,
}: SqlEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const language = useRef(new Compartment());
  const wrong = useRef(new Compartment());
  /** What was told and has not come back as the value yet. */
  const told = useRef<string[]>([]);
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
          language.current.of(languageOf(schema, words, texts)),
          wrong.current.of(marksOf(marks)),
          EditorView.cspNonce.of(cspNonce),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            told.current.push(text);
            latest.current.onChange(text);
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
    const text = current?.state.doc.toString();
    const at = told.current.indexOf(value);
    // Whoever types fast is ahead of the value: what comes back late does not take the letters after it away.
    told.current = text === value ? [] : told.current.slice(at + 1);
    if (current !== null && text !== value && at < 0) current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(schema, words, texts)) });
  }, [schema, words, texts]);
  useEffect(() => {
    view.current?.dispatch({ effects: wrong.current.reconfigure(marksOf(marks)) });
  }, [marks]);
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
