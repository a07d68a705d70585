import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons';
import type { TagTree, TagTreeNode } from '@danqing/contracts';
import { App, Button, Dropdown, Flex, Skeleton, Tree, type TreeProps, Typography } from 'antd';
import { type DragEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { flatten, joined, lastOf, parentOf, siblingsOf } from './branches.ts';
import { useCategoryChange } from './category-change.ts';
import { CategoryDialog, type CategoryWish } from './category-dialog.tsx';
import { draggedTag } from './tag-drag.ts';

/** In the address, tags of no category. */
const unfiled = '/';

interface BranchProps {
  readonly node: TagTreeNode;
  readonly tree: readonly TagTreeNode[];
  readonly mayWrite: boolean;
  readonly ask: (wish: CategoryWish) => void;
}

/** A category with how many tags it holds; takes tags that are dropped on it. */
function Branch({ node, tree, mayWrite, ask }: BranchProps) {
  const { t } = useTranslation('tags');
  const { modal, message } = App.useApp();
  const formats = useFormats();
  const change = useCategoryChange();
  const [isOver, setOver] = useState(false);
  const siblings = siblingsOf(tree, node.path);
  const place = siblings.findIndex(({ path }) => path === node.path);
  const [above, below] = [siblings[place - 1], siblings[place + 2]];
  const drop = (event: DragEvent): void => {
    const tag = draggedTag(event);
    setOver(false);
    if (tag === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    change.place([tag.key], node.path, () => void message.success(t('tree.moved', { tag: tag.name, category: node.path })));
  };
  const remove = (): void => {
    modal.confirm({
      title: t('tree.removeTitle', { name: node.name }),
      content: t('tree.removeText', { n: node.count }),
      okText: t('tree.remove'),
      okButtonProps: { danger: true },
      onOk: () => change.remove(node.path),
    });
  };
  const items = [
    { key: 'rename', label: t('tree.rename'), onClick: () => ask({ kind: 'rename', path: node.path }) },
    { key: 'add', label: t('tree.addBelow'), onClick: () => ask({ kind: 'add', parent: node.path }) },
    { key: 'up', label: t('tree.up'), disabled: place <= 0, onClick: () => change.move({ from: node.path, to: node.path, before: above?.path ?? null }) },
    {
      key: 'down',
      label: t('tree.down'),
      disabled: place >= siblings.length - 1,
      onClick: () => change.move({ from: node.path, to: node.path, before: below?.path ?? null }),
    },
    { key: 'move', label: t('tree.moveTo'), onClick: () => ask({ kind: 'move', path: node.path }) },
    { key: 'remove', label: t('tree.remove'), danger: true, onClick: remove },
  ];
  return (
    <Flex
      align="center"
      gap={4}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('text/x-danqing-tag')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      style={{ borderRadius: 4, ...(isOver && { outline: '2px solid var(--primary)' }) }}
    >
      <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{node.name}</span>
      <Typography.Text type="secondary">{formats.number(node.count)}</Typography.Text>
      {mayWrite && (
        <Dropdown menu={{ items, onClick: ({ domEvent }) => domEvent.stopPropagation() }} trigger={['click']}>
          <Button
            type="text"
            size="small"
            icon={<EllipsisOutlined />}
            aria-label={t('tree.menuOf', { name: node.name })}
            onClick={(event) => event.stopPropagation()}
          />
        </Dropdown>
      )}
    </Flex>
  );
}

/** The tree of categories: chooses, and is ordered by dragging or by the menus. */
export function CategoryTree() {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const mayWrite = useMay('definitions.write');
  const [chosen, setChosen] = useUrlState('category');
  const [wish, setWish] = useState<CategoryWish>();
  const change = useCategoryChange();
  const found = useApi<Static<typeof TagTree>>('/api/v1/tag-categories');
  const tree = useMemo(() => found.data?.items ?? [], [found.data]);
  if (found.data === undefined) return <Skeleton active paragraph={{ rows: 6 }} />;
  const total = tree.reduce((sum, { count }) => sum + count, 0);
  const unfiledCount = tree.find(({ path }) => path === '')?.count ?? 0;

  const shown = (nodes: readonly TagTreeNode[]): NonNullable<TreeProps['treeData']> =>
    nodes
      .filter(({ path }) => path !== '')
      .map((node) => ({ key: node.path, title: <Branch node={node} tree={tree} mayWrite={mayWrite} ask={setWish} />, children: shown(node.children) }));
  const onDrop: TreeProps['onDrop'] = ({ dragNode, node, dropPosition, dropToGap }) => {
    const [from, target] = [String(dragNode.key), String(node.key)];
    if (!dropToGap) return change.move({ from, to: joined(target, lastOf(from)), before: null });
    const siblings = siblingsOf(tree, target).filter(({ path }) => path !== from);
    const index = Number(node.pos.split('-').at(-1));
    const at = siblings.findIndex(({ path }) => path === target);
    const before = dropPosition <= index - 0.5 ? target : (siblings[at + 1]?.path ?? null);
    return change.move({ from, to: joined(parentOf(target), lastOf(from)), before });
  };
  const plain = (path: string, label: string, count: number) => (
    <Button
      block
      type={chosen === path ? 'primary' : 'text'}
      ghost={chosen === path}
      aria-pressed={chosen === path}
      onClick={() => setChosen(path === '' ? null : path)}
      style={{ justifyContent: 'space-between' }}
    >
      <span>{label}</span>
      <span>{formats.number(count)}</span>
    </Button>
  );
  return (
    <nav aria-label={t('tree.label')}>
      {plain('', t('tree.all'), total)}
      <Tree
        blockNode
        defaultExpandAll={flatten(tree).length <= 60}
        draggable={mayWrite ? { icon: false } : false}
        selectedKeys={[chosen]}
        onSelect={([key]) => setChosen(key === undefined ? null : String(key))}
        onDrop={onDrop}
        treeData={shown(tree)}
        style={{ background: 'transparent' }}
      />
      {unfiledCount > 0 && plain(unfiled, t('tree.none'), unfiledCount)}
      {mayWrite && (
        <Button type="link" icon={<PlusOutlined />} onClick={() => setWish({ kind: 'add', parent: '' })}>
          {t('tree.add')}
        </Button>
      )}
      {mayWrite && tree.length > 1 && (
        <Typography.Paragraph type="secondary" style={{ fontSize: 12, padding: '0 12px' }}>
          {t('tree.hint')}
        </Typography.Paragraph>
      )}
      {wish !== undefined && <CategoryDialog wish={wish} tree={tree} onClose={() => setWish(undefined)} />}
    </nav>
  );
}
