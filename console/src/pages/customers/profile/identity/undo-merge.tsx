import type { MergeSides, UnmergeAnswer } from '@danqing/contracts';
import { Alert, App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../../api/use-api.ts';
import { Awaited } from '../awaited.tsx';
import { SideCard } from './side-card.tsx';

/** What each side gets back, then the undoing itself. */
export function UndoMerge({ mergeId, onClose }: { readonly mergeId: number; readonly onClose: () => void }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const [reason, setReason] = useState('');
  const sides = useApi<MergeSides>(`/api/v1/identity/merges/${mergeId}/sides`);
  const undo = useChange(
    () => api.post<Static<typeof UnmergeAnswer>>('/api/v1/identity/unmerge', { mergeId, ...(reason.trim() !== '' && { reason: reason.trim() }) }),
    ['/api/v1/profiles'],
  );
  const done = ({ profiles }: Static<typeof UnmergeAnswer>): void => {
    const other = profiles[1]?.id;
    notification.success({
      title: t('identity.undone'),
      ...(other !== undefined && {
        actions: (
          <Button size="small" onClick={() => void navigate(`/w/${workspace}/customers/${other}`)}>
            {t('identity.openOther', { id: other })}
          </Button>
        ),
      }),
    });
    onClose();
  };
  // By its promise: the list behind is asked anew first, and this dialog goes with the merge that is no more.
  const begin = (): void => {
    undo.mutateAsync(undefined).then(done, () => undefined);
  };
  return (
    <Modal open onCancel={onClose} width={760} footer={null} title={t('identity.undoTitle')} destroyOnHidden>
      <Typography.Paragraph type="secondary">{t('identity.undoLead')}</Typography.Paragraph>
      <Awaited query={sides} rows={6}>
        {(preview) => (
          <>
            <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))', gap: 12, marginBottom: 12 }}>
              {preview.sides.map((side, index) => (
                <SideCard
                  key={side.profile}
                  title={index === 0 ? t('identity.undoKeeps', { id: side.profile }) : t('identity.undoBack', { id: side.profile })}
                  side={side}
                />
              ))}
            </div>
            {!preview.isExact && <Alert type="warning" showIcon title={t('identity.undoInexact')} style={{ marginBottom: 12 }} />}
          </>
        )}
      </Awaited>
      <Input.TextArea
        rows={2}
        aria-label={t('identity.reason')}
        placeholder={t('identity.reason')}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {undo.isError && <Alert type="error" showIcon title={undo.error.message} style={{ marginTop: 12 }} />}
      <Flex gap={8} justify="flex-end" style={{ marginTop: 12 }}>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button danger type="primary" loading={undo.isPending} disabled={sides.data === undefined} onClick={begin}>
          {t('identity.undo')}
        </Button>
      </Flex>
    </Modal>
  );
}
