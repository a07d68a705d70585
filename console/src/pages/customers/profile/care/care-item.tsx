import type { CareVersions, CareView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Input, Modal, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useFormats } from '../../../../parts/format.ts';
import { Awaited } from '../awaited.tsx';
import { CareForm } from './care-form.tsx';
import { useCareChanges } from './use-care-changes.ts';

const undoSeconds = 8;

/** One thing that was written down, with what can be done about it. */
export function CareItem({ care, profile }: { readonly care: CareView; readonly profile: number }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const { kind, state, dueAt } = care;
  const isOpen = state === 'open';
  const isLate = isOpen && dueAt !== null && Date.parse(dueAt) < Date.now();
  return (
    <li>
      <Flex gap={8} align="baseline" wrap>
        <Tag style={{ margin: 0 }}>{t(`care.kinds.${kind}`)}</Tag>
        {(kind === 'follow_up' || kind === 'complaint') && <strong>{isOpen ? t(`care.open.${kind}`) : t(`care.closed.${kind}`)}</strong>}
        {isLate && <Tag color="error">{t('care.overdue')}</Tag>}
        {kind === 'follow_up' && (
          <span className="profile-quiet">
            {dueAt === null ? t('care.noDue') : t('care.dueAt', { time: formats.time(dueAt) })} ·{' '}
            {care.assigneeName === null ? t('care.nobody') : t('care.forWhom', { name: care.assigneeName })}
          </span>
        )}
        {kind !== 'follow_up' && <span className="profile-quiet">{formats.time(care.at)}</span>}
      </Flex>
      <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', margin: '4px 0' }} ellipsis={{ rows: 6, expandable: true, symbol: t('timeline.unfold') }}>
        {care.text}
      </Typography.Paragraph>
      {care.outcome !== '' && (
        <div>
          <span className="profile-quiet">{t('care.outcome')}</span> {care.outcome}
        </div>
      )}
      <Flex gap={8} wrap align="center" justify="space-between">
        <span className="profile-quiet" style={{ fontSize: 12 }}>
          {t('care.by', { name: care.author, time: formats.time(care.madeAt) })}
          {care.version > 1 && ` · ${t('care.edited', { name: care.changedBy, time: formats.time(care.changedAt) })}`}
          {care.profile !== profile && ` · ${t('care.ofMerged', { id: care.profile })}`}
        </span>
        <Actions care={care} profile={profile} />
      </Flex>
    </li>
  );
}

function Actions({ care, profile }: { readonly care: CareView; readonly profile: number }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const { message, notification } = App.useApp();
  const may = useMay('care.write');
  const changes = useCareChanges(profile);
  const [open, setOpen] = useState<'edit' | 'finish' | 'history'>();
  const { kind, state } = care;
  const remove = (): void =>
    changes.remove(care.id, (restore) => {
      const key = `care-${care.id}`;
      notification.info({
        key,
        duration: undoSeconds,
        title: t('care.removed'),
        actions: (
          <Button
            size="small"
            onClick={() => {
              restore();
              notification.destroy(key);
            }}
          >
            {t('care.putBack')}
          </Button>
        ),
      });
      message.destroy();
    });
  return (
    <Flex gap={4} wrap>
      {may && (kind === 'follow_up' || kind === 'complaint') && state === 'open' && (
        <Button size="small" onClick={() => setOpen('finish')}>
          {t(`care.finish.${kind}`)}
        </Button>
      )}
      {may && (kind === 'follow_up' || kind === 'complaint') && state === 'done' && (
        <Button size="small" type="text" onClick={() => changes.patchNow(care.id, { state: 'open' })}>
          {t('care.reopen')}
        </Button>
      )}
      {may && (care.isOwn || kind === 'follow_up') && (
        <Button size="small" type="text" onClick={() => setOpen('edit')}>
          {common('edit')}
        </Button>
      )}
      {care.version > 1 && (
        <Button size="small" type="text" onClick={() => setOpen('history')}>
          {t('care.history')}
        </Button>
      )}
      {may && care.mayRemove && (
        <Button size="small" type="text" danger onClick={remove}>
          {common('delete')}
        </Button>
      )}
      {open === 'edit' && <CareForm profile={profile} kind={kind} care={care} onClose={() => setOpen(undefined)} />}
      {open === 'finish' && <Finish care={care} profile={profile} onClose={() => setOpen(undefined)} />}
      {open === 'history' && <History care={care} onClose={() => setOpen(undefined)} />}
    </Flex>
  );
}

/** Done, with what came of it. */
function Finish({ care, profile, onClose }: { readonly care: CareView; readonly profile: number; readonly onClose: () => void }) {
  const { t } = useTranslation('customer');
  const changes = useCareChanges(profile);
  const [outcome, setOutcome] = useState(care.outcome);
  const [fault, setFault] = useState<string>();
  // What came of it is long to write again: the window leaves when it is kept.
  const finish = (): void =>
    void changes.patch(care.id, { state: 'done', outcome }).then(onClose, (error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  return (
    <Modal
      open
      onCancel={onClose}
      onOk={finish}
      confirmLoading={changes.isSaving}
      title={care.kind === 'complaint' ? t('care.finish.complaint') : t('care.finish.follow_up')}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={2000}
        value={outcome}
        aria-label={t('care.outcome')}
        placeholder={t('care.outcomeHint')}
        onChange={(event) => setOutcome(event.target.value)}
      />
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginTop: 12 }} />}
    </Modal>
  );
}

function History({ care, onClose }: { readonly care: CareView; readonly onClose: () => void }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const versions = useApi<CareVersions>(`/api/v1/care/${care.id}/versions`);
  return (
    <Modal open onCancel={onClose} footer={null} title={t('care.history')}>
      <Awaited query={versions}>
        {({ items }) => (
          <ul className="profile-lines">
            {items.map(({ version, text, outcome, changedBy, changedAt }) => (
              <li key={version}>
                <div className="profile-quiet">{t('care.version', { n: version, name: changedBy, time: formats.time(changedAt) })}</div>
                <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>
                {outcome !== '' && <div>{outcome}</div>}
              </li>
            ))}
          </ul>
        )}
      </Awaited>
    </Modal>
  );
}
