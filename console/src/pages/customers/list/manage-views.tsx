import type { SavedView, SavedViewChange, SavedViewInput, ViewArrangement } from '@danqing/contracts';
import { CopyOutlined, DeleteOutlined, LinkOutlined, StarFilled, StarOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Flex, Popconfirm, Select, Tooltip, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { SortableList } from '../../../parts/sortable-list.tsx';
import { viewInput, viewsPath } from './view-dialog.tsx';

export interface ManageViewsProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly views: readonly SavedView[];
  readonly onGone: (view: SavedView) => void;
}

/** Saved views: in which order, which one opens first, called what, seen by whom; copied, deleted. */
export function ManageViews({ isOpen, onClose, views, onGone }: ManageViewsProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const mayShare = useMay('definitions.write');
  const [order, setOrder] = useState(views);
  useEffect(() => setOrder(views), [views]);
  const failed = (error: Error): void => void message.error(error.message);
  const arrange = useChange((input: ViewArrangement) => api.put(`${viewsPath}/arrangement`, input), [viewsPath]);
  const change = useChange(({ id, ...input }: SavedViewChange & { readonly id: number }) => api.put<SavedView>(`${viewsPath}/${id}`, input), [viewsPath]);
  const copy = useChange((input: SavedViewInput) => api.post<SavedView>(viewsPath, input), [viewsPath]);
  const remove = useChange(({ id }: SavedView) => api.delete(`${viewsPath}/${id}`), [viewsPath]);
  const move = (next: readonly SavedView[]): void => {
    setOrder(next);
    arrange.mutate({ order: next.map(({ id }) => id) }, { onError: failed });
  };
  const row = (view: SavedView) => (
    <Flex align="center" gap={4} wrap>
      <Typography.Text
        style={{ flex: '1 1 120px', margin: 0 }}
        {...(view.mayChange && {
          editable: {
            tooltip: t('rename', { name: view.name }),
            maxLength: 80,
            onChange: (name: string) => {
              if (name.trim() !== '' && name !== view.name) change.mutate({ id: view.id, name }, { onError: failed });
            },
          },
        })}
      >
        {view.name}
      </Typography.Text>
      {mayShare && view.mayChange ? (
        <Select
          size="small"
          variant="borderless"
          aria-label={`${t('whoSees')} ${view.name}`}
          value={view.visibility}
          onChange={(visibility: SavedView['visibility']) => change.mutate({ id: view.id, visibility }, { onError: failed })}
          options={[
            { value: 'mine', label: t('mine') },
            { value: 'everybody', label: t('shared') },
          ]}
        />
      ) : (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {view.visibility === 'mine' ? t('mine') : `${t('shared')} · ${view.by}`}
        </Typography.Text>
      )}
      <Tooltip title={t('default')}>
        <Button
          type="text"
          size="small"
          icon={view.isDefault ? <StarFilled /> : <StarOutlined />}
          aria-pressed={view.isDefault}
          aria-label={t(view.isDefault ? 'notDefault' : 'makeDefault', { name: view.name })}
          onClick={() => arrange.mutate({ defaultView: view.isDefault ? null : view.id }, { onError: failed })}
        />
      </Tooltip>
      <Tooltip title={t('copyLink', { name: view.name })}>
        <Button
          type="text"
          size="small"
          icon={<LinkOutlined />}
          aria-label={t('copyLink', { name: view.name })}
          onClick={() =>
            void navigator.clipboard
              .writeText(`${window.location.origin}/w/${workspace}/customers?view=${view.id}`)
              .then(() => message.success(common('copied')))
          }
        />
      </Tooltip>
      <Button
        type="text"
        size="small"
        icon={<CopyOutlined />}
        aria-label={t('duplicate', { name: view.name })}
        onClick={() => copy.mutate(viewInput(view, t('copyOf', { name: view.name }).slice(0, 80), 'mine'), { onError: failed })}
      />
      {view.mayChange && (
        <Popconfirm
          title={t('removeTitle', { name: view.name })}
          description={t(view.visibility === 'mine' ? 'removeMine' : 'removeShared')}
          onConfirm={() =>
            remove.mutate(view, {
              onSuccess: () => {
                void message.success(t('removed', { name: view.name }));
                onGone(view);
              },
              onError: failed,
            })
          }
        >
          <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('remove', { name: view.name })} />
        </Popconfirm>
      )}
    </Flex>
  );
  return (
    <Drawer open={isOpen} onClose={onClose} title={t('manage')} size={480}>
      {order.length === 0 ? (
        <EmptyState title={t('noViews')} hint={t('noViewsHint')} />
      ) : (
        <>
          <Typography.Paragraph type="secondary">{t('manageLead')}</Typography.Paragraph>
          <SortableList
            items={order}
            keyOf={({ id }) => String(id)}
            handleLabel={({ name }, place) => t('moveView', { name, place })}
            movedText={({ name }, place) => t('moved', { name, place })}
            onMove={move}
            render={row}
          />
        </>
      )}
    </Drawer>
  );
}
