import type { WorkspaceDetail } from '@danqing/contracts';
import { App, Button, Card, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';

/** Removes the workspace after its key was typed once more. */
export function RemoveWorkspace({ workspace }: { readonly workspace: WorkspaceDetail }) {
  const { t } = useTranslation('workspace');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const may = useMay('workspaces.manage');
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const remove = useChange((confirm: string) => send('DELETE', `/api/v1/workspaces/${workspace.key}`, { body: { confirm } }));
  if (!may) return null;
  const isFirst = workspace.key === 'default';
  return (
    <Card>
      <Typography.Title level={2} style={{ fontSize: 17, marginTop: 0 }}>
        {t('danger')}
      </Typography.Title>
      <Typography.Paragraph type="secondary">{isFirst ? t('dangerLast') : t('dangerText')}</Typography.Paragraph>
      {!isFirst && (
        <Button danger onClick={() => setOpen(true)}>
          {t('remove')}
        </Button>
      )}
      <Modal
        open={isOpen}
        title={t('removeTitle', { name: workspace.name })}
        okText={t('remove')}
        cancelText={common('cancel')}
        okButtonProps={{ danger: true, disabled: typed !== workspace.key }}
        confirmLoading={remove.isPending}
        onCancel={() => setOpen(false)}
        onOk={() =>
          remove.mutate(typed, {
            onSuccess: () => {
              void message.success(t('removed'));
              window.location.assign('/');
            },
            onError: (error) => void message.error(error.message),
          })
        }
      >
        <Typography.Paragraph>{t('dangerText')}</Typography.Paragraph>
        <label>
          {t('removeConfirm', { key: workspace.key })}
          <Input value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" />
        </label>
      </Modal>
    </Card>
  );
}
