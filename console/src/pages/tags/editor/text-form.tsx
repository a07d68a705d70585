import type { TagDefinitionJson, TagPreviewView } from '@danqing/contracts';
import { Alert, Input, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';

const restMs = 500;

export interface Written {
  /** What was typed; undefined while the form says what there is. */
  readonly typed: string | undefined;
  /** Why it cannot be read. */
  readonly fault: string | undefined;
  readonly isReading: boolean;
  readonly type: (text: string) => void;
  /** The form is looked at: what was read stands there, what could not be waits here. */
  readonly leave: () => void;
  /** The definition came from elsewhere. */
  readonly forget: () => void;
}

interface Typed {
  readonly text: string;
  /** undefined: being read; '': it could be. */
  readonly fault: string | undefined;
}

/** The definition as somebody types it. It lives with the editor: what cannot be read yet stays while the form is looked at, and what is being read is read. */
export function useWritten(onDefinition: (definition: TagDefinitionJson) => void): Written {
  const [typed, setTyped] = useState<Typed>();
  const latest = useRef(onDefinition);
  useEffect(() => {
    latest.current = onDefinition;
  });
  const text = typed?.text;
  useEffect(() => {
    if (text === undefined) return undefined;
    const abort = new AbortController();
    const wait = setTimeout(() => {
      api.post<TagPreviewView>('/api/v1/tags/preview', { text, limit: 1 }, { signal: abort.signal }).then(
        ({ definition }) => {
          if (abort.signal.aborted) return;
          setTyped({ text, fault: '' });
          latest.current(definition);
        },
        (error: unknown) => {
          if (error instanceof ApiError) setTyped({ text, fault: error.faults[0]?.message ?? error.message });
        },
      );
    }, restMs);
    return () => {
      clearTimeout(wait);
      abort.abort();
    };
  }, [text]);
  return {
    typed: text,
    fault: typed?.fault === '' ? undefined : typed?.fault,
    isReading: typed !== undefined && typed.fault === undefined,
    type: (next) => setTyped({ text: next, fault: undefined }),
    leave: () => setTyped((before) => (before?.fault === '' ? undefined : before)),
    forget: () => setTyped(undefined),
  };
}

interface TextFormProps {
  /** What the form says, as text; undefined while it is not known. */
  readonly text: string | undefined;
  readonly written: Written;
}

/** The definition as text. What can be read goes into the draft; what cannot is said with its line. */
export function TextForm({ text, written: { typed, fault, type } }: TextFormProps) {
  const { t } = useTranslation('tag-editor');
  return (
    <>
      <Typography.Paragraph type="secondary">{t('mode.hint')}</Typography.Paragraph>
      <Input.TextArea
        aria-label={t('mode.text')}
        autoSize={{ minRows: 8, maxRows: 30 }}
        value={typed ?? text ?? ''}
        onChange={({ target }) => type(target.value)}
        spellCheck={false}
        style={{ fontFamily: 'ui-monospace, monospace', fontSize: 13 }}
      />
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginTop: 8 }} />}
    </>
  );
}
