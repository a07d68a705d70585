import { DeleteOutlined, EditOutlined, FolderAddOutlined, FolderOutlined, MoreOutlined, SwapOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex, type MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';
import { type FolderNode, noFolder } from './choose.ts';
import { type FolderAsk, FolderDialog } from './folder-dialogs.tsx';

interface FolderListProps {
  readonly folders: readonly FolderNode[];
  readonly total: number;
  readonly loose: number;
  readonly chosen: string;
  readonly choose: (path: string) => void;
}

interface RowProps {
  readonly label: string;
  readonly count: number;
  readonly depth: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly menu?: MenuProps;
  readonly menuLabel?: string;
}

function FolderRow({ label, count, depth, isChosen, onChoose, menu, menuLabel }: RowProps) {
  const formats = useFormats();
  return (
    <Flex align="center" style={{ paddingLeft: depth * 16, borderRadius: 6, background: isChosen ? 'var(--selected)' : 'transparent' }}>
      <button
        type="button"
        onClick={onChoose}
        aria-current={isChosen ? 'true' : undefined}
        style={{
          all: 'unset',
          boxSizing: 'border-box',
          cursor: 'pointer',
          flex: 1,
          minWidth: 0,
          padding: '6px 8px',
          display: 'flex',
          gap: 8,
          fontWeight: isChosen ? 600 : 400,
        }}
      >
        <FolderOutlined aria-hidden />
        <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{label}</span>
        <span style={{ color: 'var(--text-secondary)', fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</span>
      </button>
      {menu !== undefined && (
        <Dropdown menu={menu} trigger={['click']}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={menuLabel} />
        </Dropdown>
      )}
    </Flex>
  );
}

/** Folders beside the list, with what is done with each. */
export function FolderList({ folders, total, loose, chosen, choose }: FolderListProps) {
  const { t } = useTranslation('segments');
  const { message } = App.useApp();
  const mayWrite = useMay('definitions.write');
  const [ask, setAsk] = useState<FolderAsk>();
  const remove = useChange((path: string) => api.delete(`/api/v1/segment-folders?path=${encodeURIComponent(path)}`), ['/api/v1/segment']);
  const menuOf = ({ path, segments }: FolderNode): MenuProps => ({
    items: [
      { key: 'new', icon: <FolderAddOutlined />, label: t('newFolder'), onClick: () => setAsk({ kind: 'new', parent: path }) },
      { key: 'rename', icon: <EditOutlined />, label: t('renameFolder'), onClick: () => setAsk({ kind: 'rename', path }) },
      { key: 'move', icon: <SwapOutlined />, label: t('moveFolder'), onClick: () => setAsk({ kind: 'move', path }) },
      {
        key: 'remove',
        icon: <DeleteOutlined />,
        danger: segments === 0,
        disabled: segments > 0,
        label: segments > 0 ? t('removeFolderHeld', { n: segments }) : t('removeFolder'),
        onClick: () =>
          remove.mutate(path, {
            onSuccess: () => {
              void message.success(t('folderGone'));
              choose('');
            },
            onError: (error) => void message.error(error.message),
          }),
      },
    ],
  });
  const rowsOf = (nodes: readonly FolderNode[], depth: number): React.ReactNode =>
    nodes.map((node) => (
      <li key={node.path} style={{ listStyle: 'none' }}>
        <FolderRow
          label={node.name}
          count={node.segments}
          depth={depth}
          isChosen={chosen === node.path}
          onChoose={() => choose(node.path)}
          {...(mayWrite && { menu: menuOf(node), menuLabel: t('folderActions', { name: node.name }) })}
        />
        {node.children.length > 0 && <ul style={{ margin: 0, padding: 0 }}>{rowsOf(node.children, depth + 1)}</ul>}
      </li>
    ));
  return (
    <nav aria-label={t('folders')} style={{ width: 196, flex: 'none' }}>
      <ul style={{ margin: 0, padding: 0 }}>
        <li style={{ listStyle: 'none' }}>
          <FolderRow label={t('allFolders')} count={total} depth={0} isChosen={chosen === ''} onChoose={() => choose('')} />
        </li>
        {folders.length > 0 && (
          <li style={{ listStyle: 'none' }}>
            <FolderRow label={t('noFolder')} count={loose} depth={0} isChosen={chosen === noFolder} onChoose={() => choose(noFolder)} />
          </li>
        )}
        {rowsOf(folders, 0)}
      </ul>
      {mayWrite && (
        <Button type="link" icon={<FolderAddOutlined />} onClick={() => setAsk({ kind: 'new', parent: '' })} style={{ paddingInline: 8 }}>
          {t('newFolder')}
        </Button>
      )}
      {ask !== undefined && (
        <FolderDialog
          key={JSON.stringify(ask)}
          ask={ask}
          folders={folders}
          close={() => setAsk(undefined)}
          done={(path) => {
            void message.success(t('folderMade'));
            choose(path);
          }}
        />
      )}
    </nav>
  );
}
