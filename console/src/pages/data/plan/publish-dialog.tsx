import type { PlanPublished, PlanView } from '@danqing/contracts';
import { App, Button, Checkbox, Drawer, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { DiffList } from './diff-list.tsx';
import { EffectPart } from './effect-part.tsx';
import { planPath } from './paths.ts';

/** What is to be published, what it would have done to the last days, and doing it. */
export function PublishDialog({ view, onClose }: { readonly view: PlanView; readonly onClose: () => void }) {
  const { t } = useTranslation('plan');
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [replay, setReplay] = useState(true);
  const { draft, published } = view;
  const next = (published?.version ?? 0) + 1;
  const publish = useChange(
    () => api.post<PlanPublished>(`${planPath}/publish`, { revision: draft.revision, reason, replay }),
    [planPath, '/api/v1/quarantine'],
  );
  const done = ({ version, replay: again }: PlanPublished): void => {
    void message.success(again === null ? t('published', { version }) : t('publishedReplay', { version }));
    if (again === null) onClose();
    else void navigate(`/w/${workspace}/data/quarantine?replay=${again}`);
  };
  return (
    <Drawer
      title={t('publishTitle', { version: next })}
      open
      onClose={onClose}
      size={720}
      footer={
        <Button
          type="primary"
          loading={publish.isPending}
          disabled={draft.diff.length === 0}
          onClick={() => publish.mutate(undefined, { onSuccess: done, onError: (error) => void message.error(error.message) })}
        >
          {t('publishNow')}
        </Button>
      }
    >
      <Flex vertical gap={24}>
        <EffectPart key={draft.revision} />
        <section aria-label={t('changes')}>
          <Typography.Title level={2} style={{ fontSize: 16 }}>
            {t('changes')}
          </Typography.Title>
          {draft.diff.length === 0 ? <Typography.Text type="secondary">{t('noChanges')}</Typography.Text> : <DiffList changes={draft.diff} />}
        </section>
        <label>
          <Typography.Text strong>{t('reason')}</Typography.Text>
          <Input.TextArea rows={2} maxLength={500} value={reason} placeholder={t('reasonHint')} onChange={({ target }) => setReason(target.value)} />
        </label>
        <Checkbox checked={replay} onChange={({ target }) => setReplay(target.checked)}>
          {t('replay')}
        </Checkbox>
      </Flex>
    </Drawer>
  );
}
