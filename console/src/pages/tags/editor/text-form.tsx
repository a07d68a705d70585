import type { TagDefinitionJson, TagPreviewView } from '@danqing/contracts';
import { Alert, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';

const restMs = 500;

interface TextFormProps {
  /** What the form says, as text; undefined while it is not known. */
  readonly text: string | undefined;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

/** The definition as text. What can be read goes into the draft; what cannot is said with its line. */
export function TextForm({ text, onChange }: TextFormProps) {
  const { t } = useTranslation('tag-editor');
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return undefined;
    const abort = new AbortController();
    const wait = setTimeout(() => {
      api.post<TagPreviewView>('/api/v1/tags/preview', { text: typed, limit: 1 }, { signal: abort.signal }).then(
        ({ definition }) => {
          setFault(undefined);
          onChange(definition);
        },
        (error: unknown) => {
          if (error instanceof ApiError) setFault(error.faults[0]?.message ?? error.message);
        },
      );
    }, restMs);
    return () => {
      clearTimeout(wait);
      abort.abort();
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked when the text changes, not when the page is drawn anew
  }, [typed]);
  return (
    <>
      <Typography.Paragraph type="secondary">{t('mode.hint')}</Typography.Paragraph>
      <Input.TextArea
        aria-label={t('mode.text')}
        autoSize={{ minRows: 8, maxRows: 30 }}
        value={typed ?? text ?? ''}
        onChange={({ target }) => setTyped(target.value)}
        spellCheck={false}
        style={{ fontFamily: 'ui-monospace, monospace', fontSize: 13 }}
      />
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginTop: 8 }} />}
    </>
  );
}
