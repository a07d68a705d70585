import type { SavedTagView, TagView } from '@danqing/contracts';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';
import { useMe } from '../../api/session.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDraft } from '../../parts/draft.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { draftOf, newDraft, type TagDraft } from './editor/draft.ts';
import { TagEditor } from './editor/editor.tsx';
import { FormChoice } from './editor/form-choice.tsx';
import { formOf, type FormName, isFormName } from './editor/forms.ts';

/** A new tag: a way to make it is chosen, then it is filled in; or another one is copied. */
export function Page() {
  const { t } = useTranslation('tag-editor');
  const [form, setForm] = useUrlState('form');
  const [copied] = useUrlState('copy');
  const original = useApi<TagView>(`/api/v1/tags/${encodeURIComponent(copied)}`, { enabled: copied !== '' });
  if (copied !== '') {
    if (original.isError) return <ErrorState isPage error={original.error} onRetry={() => void original.refetch()} />;
    return original.data === undefined ? <Skeleton active /> : <NewTag form={formOf(original.data.definition)} original={original.data} />;
  }
  if (!isFormName(form)) {
    return (
      <>
        <PageHead title={t('chooseTitle')} lead={t('chooseLead')} />
        <FormChoice onChoose={(next) => setForm(next, true)} />
      </>
    );
  }
  return <NewTag key={form} form={form} onBack={() => setForm(null, true)} />;
}

interface NewTagProps {
  readonly form: FormName;
  readonly original?: TagView;
  readonly onBack?: () => void;
}

/** Free for sure, as long as nobody makes two tags in the same second. */
const keyNow = (form: FormName): string => `${form}_${Math.floor(Date.now() / 1000).toString(36)}`;

function NewTag({ form, original, onBack }: NewTagProps) {
  const { t } = useTranslation('tag-editor');
  const { message } = App.useApp();
  const language = useLanguage();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const me = useMe(workspace).data?.operator?.name ?? '';
  const [freeKey] = useState(() => keyNow(form));
  const words = { low: t('tiers.defaults.low'), middle: t('tiers.defaults.middle'), high: t('tiers.defaults.high'), language };
  const start: TagDraft =
    original === undefined
      ? newDraft(form, words, me, freeKey)
      : { ...draftOf(original), name: t('copyName', { name: original.name }), key: `${original.key}_${freeKey.split('_').at(-1) ?? ''}`.slice(0, 100) };
  const draft = useDraft<TagDraft>(`${workspace}.tags.new.${original === undefined ? form : `copy.${original.key}`}`, start);
  const create = useChange(
    ({ refresh, ...tag }: TagDraft) => api.post<Static<typeof SavedTagView>>('/api/v1/tags', { ...tag, ...(refresh !== '' && { refresh }) }),
    ['/api/v1/tags', '/api/v1/tag-categories', '/api/v1/rules/vocabulary', '/api/v1/status'],
  );
  const save = (value: TagDraft): void =>
    create.mutate(value, {
      onSuccess: ({ key }) => {
        draft.clear();
        void message.success(t('save.created'));
        void navigate(`/w/${workspace}/tags/${encodeURIComponent(key)}`);
      },
      onError: (error) => void message.error(error instanceof ApiError && error.status === 409 ? t('save.taken') : (error.faults[0]?.message ?? error.message)),
    });
  return (
    <>
      <PageHead
        title={`${t('newTitle')} · ${t(`forms.${form}.name`)}`}
        lead={t(`forms.${form}.text`)}
        actions={onBack === undefined ? null : <Button onClick={onBack}>{t('back')}</Button>}
      />
      <TagEditor draft={draft} form={form} freeKey={freeKey} isSaving={create.isPending} onSave={save} onCancel={() => void navigate(`/w/${workspace}/tags`)} />
    </>
  );
}
