import type { RuleValues, SchemeView } from '@danqing/contracts';
import { Alert, App, Button, Card, Grid, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client.ts';
import type { ApiError } from '../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { ReasonField, reasonHeaders } from '../../parts/collaborate/reason-field.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useVocabulary } from '../../rule/use-vocabulary.ts';
import { newKey } from '../new-key.ts';
import { useMissingWords } from './editor/missing-words.ts';
import { definitionOf, missingIn, type Model, modelOf, partsOf } from './editor/model.ts';
import { PreviewPanel } from './editor/preview-panel.tsx';
import { SchemeForm } from './editor/scheme-form.tsx';
import { rfmTag, type TemplateKey, templateKeys, templateOf, type TemplateWords } from './editor/templates.ts';
import { usePreview } from './editor/use-preview.ts';
import { TemplateCards } from './list/template-cards.tsx';
import { schemePath } from './types.ts';
import { usePunctuation } from '../../parts/punctuation.ts';

const isTemplate = (key: string): key is TemplateKey => templateKeys.some((each) => each === key);

/** A new scheme, from a ready one or a blank one; or one that is there. */
export function Page() {
  const { t } = useTranslation('schemes');
  const key = useParams()['key'];
  const [template] = useUrlState('template');
  const scheme = useApi<SchemeView>(schemePath(key ?? ''), { enabled: key !== undefined });
  if (key !== undefined) {
    if (scheme.isError) return <ErrorState isPage error={scheme.error} onRetry={() => void scheme.refetch()} />;
    if (scheme.data === undefined) return <Skeleton active />;
    return <Saved key={key} scheme={scheme.data} />;
  }
  if (isTemplate(template)) return <Fresh key={template} template={template} />;
  return (
    <>
      <PageHead title={t('newTitle')} lead={t('templatesHint')} />
      <Card title={t('templates')}>
        <TemplateCards />
      </Card>
    </>
  );
}

function Fresh({ template }: { readonly template: TemplateKey }) {
  const { t } = useTranslation('schemes');
  const workspace = useWorkspaceKey();
  const vocabulary = useVocabulary();
  const words: TemplateWords = t('template', { returnObjects: true });
  const tag = rfmTag(vocabulary);
  const path = tag === undefined ? '' : `${tag}.tier`;
  const isRfm = template === 'rfm';
  const values = useApi<RuleValues>('/api/v1/rules/values', { query: { of: 'tag', path, search: '' }, enabled: isRfm && path !== '' });
  // Only an RFM scheme waits for the tag's values; the model is made once, so that what is drawn stays.
  const isReady = !isRfm || values.data !== undefined;
  const start = useMemo(() => templateOf(template, words, { path, values: values.data?.items.map(({ value }) => value) ?? [] }), [template, isReady]);
  if (!isReady) return <Skeleton active />;
  return <Editor draftKey={`scheme.${workspace}.new.${template}`} start={start} scheme={null} />;
}

function Saved({ scheme }: { readonly scheme: SchemeView }) {
  const workspace = useWorkspaceKey();
  const start = useMemo(() => modelOf(scheme), [scheme.key, scheme.version]);
  return <Editor draftKey={`scheme.${workspace}.${scheme.key}.${scheme.version}`} start={start} scheme={scheme} />;
}

interface EditorProps {
  readonly draftKey: string;
  readonly start: Model;
  readonly scheme: SchemeView | null;
}

function Editor({ draftKey, start, scheme }: EditorProps) {
  const { t } = useTranslation('schemes');
  const marks = usePunctuation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const draft = useDraft<Model>(draftKey, start);
  const model = draft.value;
  const preview = usePreview(model);
  const missingWords = useMissingWords();
  const problems = missingIn(model).map(missingWords);
  const [reason, setReason] = useState('');
  const save = useChange<Model, SchemeView>(
    ({ name, description, owner, refresh, ...rest }) => {
      const body = {
        name: name.trim(),
        description,
        owner,
        ...(refresh !== '' && { refresh }),
        definition: definitionOf({ name, description, owner, refresh, ...rest }),
        parts: partsOf({ name, description, owner, refresh, ...rest }),
      };
      if (scheme === null) return api.post<SchemeView>('/api/v1/schemes', { key: newKey('scheme', name), ...body });
      return api.put<SchemeView>(schemePath(scheme.key), body, { headers: { 'If-Match': `"${scheme.version}"`, ...reasonHeaders(reason) } });
    },
    ['/api/v1/schemes', '/api/v1/rules/vocabulary'],
  );
  const onSave = (): void =>
    save.mutate(model, {
      onSuccess: ({ key }) => {
        draft.clear();
        void message.success(t('edits.saved'));
        void navigate(`/w/${workspace}/schemes/${key}`);
      },
      onError: (error: ApiError) => void message.error([error.message, ...error.faults.slice(0, 3).map((fault) => fault.message)].join(marks.semicolon)),
    });
  return (
    <>
      <PageHead
        title={scheme === null ? t('newTitle') : t('editTitle')}
        lead={scheme === null ? undefined : t('edits.definitionChange')}
        actions={
          <>
            {scheme === null && <Button onClick={() => void navigate(`/w/${workspace}/schemes/new`)}>{t('edits.restart')}</Button>}
            <Button type="primary" disabled={problems.length > 0} loading={save.isPending} title={problems.join(' ')} onClick={onSave}>
              {scheme === null ? t('edits.create') : t('edits.save')}
            </Button>
          </>
        }
      />
      {scheme !== null && (
        <div style={{ marginBottom: 16 }}>
          <ReasonField value={reason} onChange={setReason} />
        </div>
      )}
      {draft.isChanged && (
        <Alert
          type="info"
          showIcon
          title={t('edits.restored')}
          action={
            <Button size="small" onClick={draft.clear}>
              {t('edits.discard')}
            </Button>
          }
          style={{ marginBottom: 16 }}
        />
      )}
      <div
        style={{
          display: 'grid',
          gap: 16,
          gridTemplateColumns: isWide ? `minmax(0, 1fr) ${model.isGrid ? 'minmax(380px, 45%)' : '380px'}` : 'minmax(0, 1fr)',
          alignItems: 'start',
        }}
      >
        <SchemeForm model={model} preview={preview.data} own={scheme?.tag ?? ''} onChange={draft.set} />
        <div style={isWide ? { position: 'sticky', top: 16 } : undefined}>
          <PreviewPanel model={model} preview={preview} />
        </div>
      </div>
    </>
  );
}
