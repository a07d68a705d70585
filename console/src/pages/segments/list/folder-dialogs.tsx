import { App, Input, Modal, TreeSelect, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { folderChoices, type FolderNode } from './choose.ts';

const stale = ['/api/v1/segment'];

/** What a dialog of folders is about: a new one (in `parent`), another name, another place; or segments that go into one. */
export type FolderAsk =
  | { readonly kind: 'new'; readonly parent: string }
  | { readonly kind: 'rename' | 'move'; readonly path: string }
  | { readonly kind: 'segments'; readonly keys: readonly string[]; readonly folder: string };

interface FolderDialogProps {
  readonly ask: FolderAsk;
  readonly folders: readonly FolderNode[];
  readonly close: () => void;
  /** Called with the folder's path as it is then. */
  readonly done: (path: string) => void;
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
const within = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);

/** Where it begins: the name that is edited, the folder that is chosen. */
function firstOf(ask: FolderAsk): { readonly name: string; readonly place: string } {
  if (ask.kind === 'new') return { name: '', place: ask.parent };
  if (ask.kind === 'segments') return { name: '', place: ask.folder };
  return { name: lastName(ask.path), place: parentOf(ask.path) };
}

/** One dialog for everything that is done with folders: a name, or a place. */
export function FolderDialog({ ask, folders, close, done }: FolderDialogProps) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const first = firstOf(ask);
  const [name, setName] = useState(first.name);
  const [place, setPlace] = useState(first.place);
  const target = ask.kind === 'segments' ? place : within(ask.kind === 'rename' ? parentOf(ask.path) : place, name.trim());
  const save = useChange(async (): Promise<string> => {
    if (ask.kind === 'new') await api.post('/api/v1/segment-folders', { path: target });
    else if (ask.kind === 'segments') {
      const { moved } = await api.post<{ readonly moved: number }>('/api/v1/segment-folders/move', { keys: ask.keys, folder: target });
      void message.success(t('moved', { n: moved }));
    } else await api.put('/api/v1/segment-folders', { from: ask.path, to: target });
    return target;
  }, stale);
  const submit = (): void =>
    save.mutate(undefined, {
      onSuccess: (path) => {
        done(path);
        close();
      },
      onError: (error) => void message.error(error.message),
    });
  const title = ask.kind === 'new' ? t('newFolder') : ask.kind === 'rename' ? t('renameFolder') : t('moveTo');
  const needsName = ask.kind === 'new' || ask.kind === 'rename';
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      onOk={submit}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: needsName && name.trim() === '', loading: save.isPending }}
    >
      {needsName && (
        <>
          <Input
            autoFocus
            aria-label={t('folderName')}
            placeholder={t('folderName')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={submit}
          />
          <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
            {t('folderNameHint')}
          </Typography.Paragraph>
        </>
      )}
      {!needsName && (
        <>
          <TreeSelect<string>
            aria-label={t('moveTo')}
            style={{ width: '100%' }}
            treeDefaultExpandAll
            value={place}
            onChange={setPlace}
            treeData={[{ value: '', title: t('top'), children: folderChoices(folders) }]}
          />
          <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
            {t('moveHint')}
          </Typography.Paragraph>
        </>
      )}
    </Modal>
  );
}
