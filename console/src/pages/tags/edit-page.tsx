import type { TagVersionItem, TagView } from '@danqing/contracts';
import { App, Button, Flex, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { ReasonField, reasonHeaders } from '../../parts/collaborate/reason-field.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { draftOf, type TagDraft } from './editor/draft.ts';
import { TagEditor } from './editor/editor.tsx';
import { formOf } from './editor/forms.ts';

/** Changes a tag, against the version that it was opened with. */
export function Page() {
  const { key = '' } = useParams();
  const tag = useApi<TagView>(`/api/v1/tags/${encodeURIComponent(key)}`);
  const [round, setRound] = useState(0);
  if (tag.isError) return <ErrorState isPage error={tag.error} onRetry={() => void tag.refetch()} />;
  if (tag.data === undefined) return <Skeleton active />;
  return (
    <EditTag
      key={`${key} ${round}`}
      opened={tag.data}
      onReload={async () => {
        await tag.refetch();
        setRound(round + 1);
      }}
    />
  );
}

interface Conflict {
  readonly who: string;
  readonly version: number;
  readonly mine: TagDraft;
}

function EditTag({ opened, onReload }: { readonly opened: TagView; readonly onReload: () => Promise<void> }) {
  const { t } = useTranslation('tag-editor');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  // What is fetched anew behind the form does not move the version that its writer began from.
  const [tag] = useState(opened);
  const path = `/api/v1/tags/${encodeURIComponent(tag.key)}`;
  const draft = useDraft<TagDraft>(`${workspace}.tags.${tag.key}`, draftOf(tag), tag.version);
  const [conflict, setConflict] = useState<Conflict>();
  const [reason, setReason] = useState('');
  const change = useChange(
    ({ draft: { key: _key, type: _type, refresh, ...rest }, version }: { draft: TagDraft; version: number }) =>
      api.put<TagView>(path, { ...rest, ...(refresh !== '' && { refresh }) }, { headers: { 'if-match': `"${version}"`, ...reasonHeaders(reason) } }),
    ['/api/v1/tags', '/api/v1/tag-categories', '/api/v1/rules/vocabulary'],
  );
  const leave = (): void => void navigate(`/w/${workspace}/tags/${encodeURIComponent(tag.key)}`);
  const askWho = async (mine: TagDraft): Promise<void> => {
    const { items } = await api.get<{ readonly items: readonly TagVersionItem[] }>(`${path}/versions`);
    const [latest] = items;
    setConflict({ who: latest === undefined || latest.madeBy === '' ? t('save.somebody') : latest.madeBy, version: latest?.version ?? tag.version, mine });
  };
  const save = (mine: TagDraft, version: number): void =>
    change.mutate(
      { draft: mine, version },
      {
        onSuccess: () => {
          draft.clear();
          void message.success(t('save.saved'));
          leave();
        },
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void askWho(mine);
          else void message.error(error.faults[0]?.message ?? error.message);
        },
      },
    );
  return (
    <>
      <PageHead title={t('editTitle', { name: tag.name })} lead={t(`forms.${formOf(tag.definition)}.text`)} />
      <div style={{ marginBottom: 16 }}>
        <ReasonField value={reason} onChange={setReason} />
      </div>
      <TagEditor
        draft={draft}
        form={formOf(tag.definition)}
        edited={tag}
        freeKey={tag.key}
        isSaving={change.isPending}
        onSave={(mine) => save(mine, draft.since)}
        onCancel={leave}
      />
      {conflict !== undefined && (
        <Modal open title={t('save.conflictTitle', { who: conflict.who })} onCancel={() => setConflict(undefined)} footer={null}>
          <p>{t('save.conflictText', { theirs: conflict.version, mine: tag.version })}</p>
          <Flex wrap gap={8} justify="flex-end">
            <Button onClick={() => setConflict(undefined)}>{t('save.stay')}</Button>
            <Button
              onClick={() => {
                draft.clear();
                void onReload();
              }}
            >
              {t('save.seeTheirs')}
            </Button>
            <Button
              type="primary"
              onClick={() => {
                setConflict(undefined);
                save(conflict.mine, conflict.version);
              }}
            >
              {t('save.keepMine')}
            </Button>
          </Flex>
        </Modal>
      )}
    </>
  );
}
