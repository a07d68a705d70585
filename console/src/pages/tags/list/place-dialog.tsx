import type { TagTree, TagView } from '@danqing/contracts';
import { App, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { flatten } from './branches.ts';
import { useCategoryChange } from './category-change.ts';

/** Puts a tag into a category without dragging. */
export function PlaceDialog({ tag, onClose }: { readonly tag: Pick<TagView, 'key' | 'name' | 'category'>; readonly onClose: () => void }) {
  const { t } = useTranslation('tags');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const change = useCategoryChange();
  const [category, setCategory] = useState(tag.category);
  const tree = useApi<Static<typeof TagTree>>('/api/v1/tag-categories');
  const places = flatten(tree.data?.items ?? []);
  const place = (): void =>
    change.place([tag.key], category, () => {
      void message.success(t('tree.moved', { tag: tag.name, category: category === '' ? t('tree.none') : category }));
      onClose();
    });
  return (
    <Modal open title={t('tree.place')} onCancel={onClose} onOk={place} okText={common('save')} cancelText={common('cancel')} confirmLoading={change.isPending}>
      <Select<string>
        showSearch
        aria-label={t('tree.place')}
        value={category}
        onChange={setCategory}
        options={[{ value: '', label: t('tree.none') }, ...places.map(({ path }) => ({ value: path, label: path }))]}
        style={{ width: '100%' }}
      />
    </Modal>
  );
}
