import type { TagTreeNode } from '@danqing/contracts';
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { flatten, joined, lastOf, parentOf } from './branches.ts';
import { useCategoryChange } from './category-change.ts';

export type CategoryWish = { readonly kind: 'add'; readonly parent: string } | { readonly kind: 'rename' | 'move'; readonly path: string };

interface Fields {
  readonly name: string;
  readonly parent: string;
}

/** Makes, renames or moves a category: what dragging does, by keyboard. */
export function CategoryDialog({ wish, tree, onClose }: { readonly wish: CategoryWish; readonly tree: readonly TagTreeNode[]; readonly onClose: () => void }) {
  const { t } = useTranslation('tags');
  const { t: common } = useTranslation();
  const change = useCategoryChange();
  const path = wish.kind === 'add' ? '' : wish.path;
  const titles = { add: t('tree.add'), rename: t('tree.rename'), move: t('tree.moveTo') };
  const parents = flatten(tree).filter((node) => path === '' || (node.path !== path && !node.path.startsWith(`${path}/`)));
  const finish = ({ name = lastOf(path), parent = parentOf(path) }: Partial<Fields>): void => {
    const to = joined(parent, name.trim());
    if (wish.kind === 'add') change.create(to, onClose);
    else change.move({ from: path, to }, onClose);
  };
  const [form] = Form.useForm<Fields>();
  return (
    <Modal
      open
      title={titles[wish.kind]}
      onCancel={onClose}
      onOk={form.submit}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={change.isPending}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: lastOf(path), parent: wish.kind === 'add' ? wish.parent : parentOf(path) }}
        onFinish={finish}
      >
        {wish.kind !== 'move' && (
          <Form.Item name="name" label={t('tree.name')} rules={[{ required: true, whitespace: true, pattern: /^[^/]+$/, message: t('tree.nameHint') }]}>
            <Input autoFocus maxLength={60} />
          </Form.Item>
        )}
        {wish.kind !== 'rename' && (
          <Form.Item name="parent" label={t('tree.parent')}>
            <Select<string> showSearch options={[{ value: '', label: t('tree.root') }, ...parents.map((node) => ({ value: node.path, label: node.path }))]} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
