import { EllipsisOutlined } from '@ant-design/icons';
import type { TagDependencies, TagView } from '@danqing/contracts';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PlaceDialog } from './list/place-dialog.tsx';

type Tag = Pick<TagView, 'key' | 'name' | 'category' | 'keptBy'>;

/** Asks for a run and says so. */
export function useCompute(key: string) {
  const { t } = useTranslation('tags');
  const { message } = App.useApp();
  const compute = useChange(() => api.post(`/api/v1/tags/${key}/compute`), ['/api/v1/tags']);
  return {
    isPending: compute.isPending,
    run: () =>
      compute.mutate(undefined, { onSuccess: () => void message.success(t('actions.computing')), onError: (error) => void message.error(error.message) }),
  };
}

/** Deletes a tag; where something names it, says what. */
function useRemove(tag: Tag, onRemoved: () => void): () => Promise<void> {
  const { t } = useTranslation('tags');
  const { modal, message } = App.useApp();
  const workspace = useWorkspaceKey();
  const remove = useChange(() => api.delete(`/api/v1/tags/${tag.key}`), ['/api/v1/tags', '/api/v1/tag-categories', '/api/v1/packs']);
  return async () => {
    const { usedBy } = await api.get<TagDependencies>(`/api/v1/tags/${tag.key}/dependencies`);
    const direct = usedBy.filter(({ isDirect }) => isDirect);
    if (direct.length > 0) {
      modal.info({
        title: t('actions.usedTitle', { name: tag.name }),
        content: (
          <>
            <p>{t('actions.usedText')}</p>
            <ul>
              {direct.map(({ kind, key, name }) => (
                <li key={`${kind} ${key}`}>
                  <a href={`/w/${workspace}/${kind}s/${encodeURIComponent(key)}`}>
                    {t(`lineage.${kind}`)} · {name}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ),
      });
      return;
    }
    modal.confirm({
      title: t('actions.removeTitle', { name: tag.name }),
      content: t('actions.removeText'),
      okText: t('actions.remove'),
      okButtonProps: { danger: true },
      onOk: () =>
        remove.mutateAsync(undefined).then(
          () => {
            void message.success(t('actions.removed', { name: tag.name }));
            onRemoved();
          },
          (error: unknown) => void message.error(error instanceof Error ? error.message : String(error)),
        ),
    });
  };
}

/** What else one can do to a tag, in a menu. */
export function TagActions({ tag, onRemoved = () => undefined }: { readonly tag: Tag; readonly onRemoved?: () => void }) {
  const { t } = useTranslation('tags');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const compute = useCompute(tag.key);
  const remove = useRemove(tag, onRemoved);
  const [isPlacing, setPlacing] = useState(false);
  if (!may) return null;
  const to = (path: string) => (): void => void navigate(`/w/${workspace}/tags/${path}`);
  const isKept = tag.keptBy !== '';
  const items = [
    { key: 'edit', label: t('actions.edit'), disabled: isKept, onClick: to(`${encodeURIComponent(tag.key)}/edit`) },
    { key: 'copy', label: t('actions.copy'), onClick: to(`new?copy=${encodeURIComponent(tag.key)}`) },
    { key: 'place', label: t('actions.place'), onClick: () => setPlacing(true) },
    { key: 'compute', label: t('actions.compute'), onClick: compute.run },
    {
      key: 'remove',
      label: t('actions.remove'),
      danger: true,
      disabled: isKept,
      onClick: () => void remove().catch((error: unknown) => message.error(error instanceof Error ? error.message : String(error))),
    },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<EllipsisOutlined />} aria-label={t('actions.moreOf', { name: tag.name })} />
      </Dropdown>
      {isPlacing && <PlaceDialog tag={tag} onClose={() => setPlacing(false)} />}
    </>
  );
}

/** To the page where a tag is made or changed. */
export function EditButton({ tag }: { readonly tag: Tag }) {
  const { t } = useTranslation('tags');
  const workspace = useWorkspaceKey();
  if (!useMay('definitions.write') || tag.keptBy !== '') return null;
  return (
    <LinkButton type="primary" to={`/w/${workspace}/tags/${encodeURIComponent(tag.key)}/edit`}>
      {t('actions.edit')}
    </LinkButton>
  );
}
