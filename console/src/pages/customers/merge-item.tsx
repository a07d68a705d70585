import type { IdentityView } from '@danqing/contracts';
import { App, Button, Flex, Input, Typography } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';

type Merge = IdentityView['merges'][number];

/** One merge: which two became one, why, and the way back. */
export function MergeItem({ merge }: { readonly merge: Merge }) {
  const { t } = useTranslation('customers');
  const formats = useFormats();
  const names = useFieldNames();
  const { modal, message } = App.useApp();
  const mayDecide = useMay('identity.decide');
  const reason = useRef('');
  const undo = useChange(
    () => api.post('/api/v1/identity/unmerge', { mergeId: merge.id, ...(reason.current !== '' && { reason: reason.current }) }),
    ['/api/v1/profiles'],
  );
  const ask = (): void => {
    reason.current = '';
    modal.confirm({
      title: t('undoTitle'),
      content: (
        <Flex vertical gap={8}>
          {t('undoText')}
          <Input.TextArea
            aria-label={t('undoReason')}
            placeholder={t('undoReason')}
            maxLength={2000}
            onChange={(event) => (reason.current = event.target.value)}
          />
        </Flex>
      ),
      okText: t('undo'),
      okButtonProps: { danger: true },
      onOk: () =>
        undo.mutateAsync(undefined).then(
          () => message.success(t('undone')),
          (error: unknown) => message.error(String(error instanceof Error ? error.message : error)),
        ),
    });
  };
  const refOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${names.kind(kind)} ${value}`;
  return (
    <Flex wrap justify="space-between" gap={8}>
      <div style={{ minWidth: 0 }}>
        <div>{t('mergeText', { from: t('number', { id: merge.from }), into: t('number', { id: merge.into }) })}</div>
        <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
          {merge.link === null ? t('mergeByHand', { author: merge.author ?? '–' }) : t('mergeBecause', { a: refOf(merge.link.a), b: refOf(merge.link.b) })}
          {merge.reason !== null && ` · ${merge.reason}`} · {t('mergedAt', { time: formats.time(merge.mergedAt) })}
        </Typography.Text>
      </div>
      {merge.undoneAt !== null ? (
        <Typography.Text type="secondary">{t('undoneAt', { time: formats.time(merge.undoneAt) })}</Typography.Text>
      ) : (
        mayDecide && <Button onClick={ask}>{t('undo')}</Button>
      )}
    </Flex>
  );
}
