import type { RuleJson, RuleRead } from '@danqing/contracts';
import { Alert, Button, Flex, Input, Typography } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { FaultText } from '../../../rule/editor/fault-text.tsx';
import { lineOf, locate, offsetOf } from './locate.ts';

interface Fault {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What became of the text that was typed last: it is the rule, it is being read, it cannot be read. */
export type Reading = 'read' | 'reading' | 'faulty';

interface WrittenTabProps {
  readonly form: 'text' | 'json';
  /** Hidden, it keeps what was typed, and reads on. */
  readonly isShown: boolean;
  readonly rule: RuleJson;
  readonly onChange: (rule: RuleJson) => void;
  readonly onReading: (reading: Reading) => void;
}

const restMs = 400;

/** The rule as somebody types it: what can be read goes into the conditions, what cannot is shown at its place. */
export function WrittenTab({ form, isShown, rule, onChange, onReading }: WrittenTabProps) {
  const { t } = useTranslation('builder');
  const field = useRef<TextAreaRef>(null);
  const given = useRef<RuleJson | null>(null);
  const [text, setText] = useState<string | null>(form === 'json' ? JSON.stringify(rule, null, 2) : null);
  const [typed, setTyped] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isReading, setReading] = useState(false);
  const tell = useRef({ onChange, onReading });
  useEffect(() => {
    tell.current = { onChange, onReading };
  });
  useEffect(() => () => tell.current.onReading('read'), []);

  // The rule came from elsewhere: from the conditions, or by undo.
  useEffect(() => {
    if (!isShown || given.current === rule) return undefined;
    given.current = rule;
    setFaults([]);
    setTyped(null);
    tell.current.onReading('read');
    if (form === 'json') {
      setText(JSON.stringify(rule, null, 2));
      return undefined;
    }
    const abort = new AbortController();
    api.post<RuleRead>('/api/v1/rules/read', { rule }, { signal: abort.signal }).then(
      (read) => setText(read.text),
      (error: unknown) => {
        if (error instanceof ApiError) setFaults(error.faults.map((fault) => ({ ...fault, offset: 0 })));
      },
    );
    return () => abort.abort();
  }, [rule, form, isShown]);

  useEffect(() => {
    if (typed === null) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setReading(true);
      readTyped(form, typed, abort.signal).then(
        (read) => {
          if (abort.signal.aborted) return;
          setReading(false);
          const found = 'faults' in read ? read.faults : [];
          setFaults(found);
          tell.current.onReading(found.length > 0 ? 'faulty' : 'read');
          if ('faults' in read) return;
          given.current = read.rule;
          tell.current.onChange(read.rule);
        },
        () => setReading(false),
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, form]);

  const goTo = (offset: number): void => {
    const area = field.current?.resizableTextArea?.textArea;
    area?.focus();
    area?.setSelectionRange(offset, offset);
  };
  return (
    <Flex vertical gap={8}>
      <Flex justify="space-between" align="center" gap={8} wrap>
        <Typography.Text type="secondary">{t('textHint')}</Typography.Text>
        <CopyButton text={text ?? ''} />
      </Flex>
      <Input.TextArea
        ref={field}
        aria-label={t(form === 'text' ? 'textOf' : 'jsonOf')}
        value={text ?? ''}
        disabled={text === null}
        spellCheck={false}
        autoSize={{ minRows: 8, maxRows: 28 }}
        onChange={({ target }) => {
          setText(target.value);
          setTyped(target.value);
          onReading('reading');
        }}
        style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 13 }}
        {...(faults.length > 0 && { status: 'error' as const })}
      />
      <div aria-live="polite">
        {isReading && <Typography.Text type="secondary">{t('reading')}</Typography.Text>}
        {!isReading && typed !== null && faults.length === 0 && <Typography.Text type="success">{t('readOk')}</Typography.Text>}
        {faults.map((fault) => (
          <FaultAlert key={`${fault.offset} ${fault.message}`} fault={fault} text={text ?? ''} onGo={goTo} />
        ))}
      </div>
    </Flex>
  );
}

function FaultAlert({ fault, text, onGo }: { readonly fault: Fault; readonly text: string; readonly onGo: (offset: number) => void }): ReactNode {
  const { t } = useTranslation('builder');
  const { line, column } = lineOf(text, fault.offset);
  const place = t('placed', { line: String(line), column: String(column) });
  return (
    <Alert
      type="error"
      style={{ marginBottom: 6 }}
      title={<FaultText fault={{ path: '', ...fault }} />}
      action={
        <Button size="small" aria-label={t('goTo', { place })} onClick={() => onGo(fault.offset)}>
          {place}
        </Button>
      }
    />
  );
}

type Read = { readonly rule: RuleJson } | { readonly faults: readonly Fault[] };

async function readTyped(form: 'text' | 'json', typed: string, signal: AbortSignal): Promise<Read> {
  const parsed = form === 'json' ? parsedJson(typed) : { body: { text: typed } };
  if ('faults' in parsed) return parsed;
  try {
    const { rule } = await api.post<RuleRead>('/api/v1/rules/read', parsed.body, { signal });
    return { rule };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { faults } = error;
    if (faults.length === 0) return { faults: [{ offset: 0, code: error.code, message: error.message }] };
    return { faults: faults.map((fault) => placed(fault, form, typed)) };
  }
}

function parsedJson(typed: string): { readonly body: object } | { readonly faults: readonly Fault[] } {
  try {
    const rule: unknown = JSON.parse(typed);
    return { body: { rule } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? typed.length);
    return { faults: [{ offset, code: 'JSON', message }] };
  }
}

/** Of text the server says line and column; of JSON where in the rule. */
function placed({ path, code, message, suggestion }: ApiError['faults'][number], form: 'text' | 'json', typed: string): Fault {
  const rest = { code, ...(suggestion !== undefined && { suggestion }) };
  if (form === 'json') return { offset: locate(typed, path.replace(/^\/rule/, '')), message, ...rest };
  const [, line, column, said] = /^line (\d+), column (\d+): (.*)$/s.exec(message) ?? [];
  return { offset: line === undefined ? 0 : offsetOf(typed, Number(line), Number(column)), message: said ?? message, ...rest };
}
