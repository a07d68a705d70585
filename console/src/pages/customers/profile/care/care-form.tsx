import type { CareAssignees, CareInput, CareKind, CareView } from '@danqing/contracts';
import { Alert, Button, Flex, Form, Input, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../api/session.ts';
import { useApi, useWorkspaceKey } from '../../../../api/use-api.ts';
import { MomentInput } from '../../../../parts/day-input.tsx';
import { useDraft } from '../../../../parts/draft.ts';
import { useCareChanges } from './use-care-changes.ts';

interface Fields {
  readonly text: string;
  /** As fields of a page have it: local, without a zone. */
  readonly at: string;
  readonly dueAt: string;
  readonly assignee: string;
}

const localNow = (iso?: string | null): string => {
  if (iso === null || iso === '') return '';
  const date = iso === undefined ? new Date() : new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const isoOf = (local: string): string => new Date(local).toISOString();

export interface CareFormProps {
  readonly profile: number;
  readonly kind: CareKind;
  /** What is changed; undefined: something new. */
  readonly care?: CareView | undefined;
  readonly onClose: () => void;
}

/** Writes something down. What is not saved is kept on this device. */
export function CareForm({ profile, kind, care, onClose }: CareFormProps) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const changes = useCareChanges(profile);
  const me = useMe(useWorkspaceKey()).data;
  const assignees = useApi<CareAssignees>('/api/v1/care/assignees', { enabled: kind === 'follow_up' });
  const first: Fields = {
    text: care?.text ?? '',
    at: localNow(care?.at),
    dueAt: localNow(care === undefined ? '' : care.dueAt),
    assignee: care === undefined ? (me?.operator?.id ?? '') : (care.assignee ?? ''),
  };
  const draft = useDraft<Fields>(`care.${care?.id ?? `${profile}.${kind}`}`, first);
  const [fault, setFault] = useState<string>();
  const { value } = draft;
  const set = (part: Partial<Fields>): void => draft.set({ ...value, ...part });
  const mayText = care === undefined || care.isOwn;
  const save = async (): Promise<void> => {
    const isFollowUp = kind === 'follow_up';
    const rest = {
      // Without one it is now, or stays as it was.
      ...(value.at !== '' && { at: isoOf(value.at) }),
      ...(isFollowUp && { dueAt: value.dueAt === '' ? null : isoOf(value.dueAt), assignee: value.assignee === '' ? null : value.assignee }),
    };
    const input: CareInput = { kind, text: value.text, ...rest };
    try {
      await (care === undefined ? changes.add(input) : changes.patch(care.id, { ...(mayText && { text: value.text }), ...rest }));
      draft.clear();
      onClose();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Modal open onCancel={onClose} title={t(`care.add.${kind}`)} footer={null} destroyOnHidden>
      <Form layout="vertical" requiredMark={false} onFinish={() => void save()}>
        {draft.isChanged && <Typography.Paragraph type="secondary">{t('care.draft')}</Typography.Paragraph>}
        <Form.Item label={t(`care.text.${kind}`)} htmlFor="care-text">
          <Input.TextArea
            id="care-text"
            autoFocus
            rows={kind === 'interview' ? 8 : 4}
            maxLength={10_000}
            value={value.text}
            disabled={!mayText}
            onChange={(event) => set({ text: event.target.value })}
          />
        </Form.Item>
        {kind === 'follow_up' ? (
          <Flex gap={12} wrap>
            <Form.Item label={t('care.due')} htmlFor="care-due">
              <MomentInput id="care-due" value={value.dueAt} onChange={(event) => set({ dueAt: event.target.value })} />
            </Form.Item>
            <Form.Item label={t('care.assignee')} htmlFor="care-assignee" style={{ flex: '1 1 180px' }}>
              <Select
                id="care-assignee"
                value={value.assignee}
                onChange={(assignee: string) => set({ assignee })}
                options={[{ value: '', label: t('care.nobody') }, ...(assignees.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
              />
            </Form.Item>
          </Flex>
        ) : (
          <Form.Item label={t(`care.at.${kind}`)} htmlFor="care-at">
            <MomentInput id="care-at" value={value.at} onChange={(event) => set({ at: event.target.value })} style={{ width: 220 }} />
          </Form.Item>
        )}
        {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} />}
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={changes.isSaving} disabled={value.text.trim() === ''}>
            {common('save')}
          </Button>
        </Flex>
      </Form>
    </Modal>
  );
}
