import type { CommentView } from '@danqing/contracts';
import { App, Button, Flex, Input, Popconfirm, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { TimeText } from '../time-text.tsx';

const stale = ['/api/v1/comments'];

/** One comment; its author may change it, its author or an admin take it back. */
export function CommentItem({ comment }: { readonly comment: CommentView }) {
  const { t } = useTranslation(['collaborate', 'common']);
  const { message } = App.useApp();
  const isAdmin = useMay('operators.manage');
  const [edited, setEdited] = useState<string>();
  const path = `/api/v1/comments/${comment.id}`;
  const onError = (error: Error): void => void message.error(error.message);
  const change = useChange((text: string) => api.patch<CommentView>(path, { text }), stale);
  const remove = useChange((_: null) => api.delete<null>(path), stale);
  if (comment.removedAt !== null)
    return (
      <Typography.Text type="secondary">
        {comment.author} {t('takenBack')}
      </Typography.Text>
    );
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Flex wrap gap={8} align="baseline">
        <Typography.Text strong>{comment.author}</Typography.Text>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          <TimeText value={comment.at} /> {comment.editedAt !== null && t('edited')}
        </Typography.Text>
      </Flex>
      {edited === undefined ? (
        <div style={{ whiteSpace: 'pre-wrap' }}>{comment.text}</div>
      ) : (
        <Flex vertical gap={8} align="flex-end">
          <Input.TextArea aria-label={t('edit')} value={edited} onChange={({ target }) => setEdited(target.value)} autoSize maxLength={4000} />
          <Flex gap={8}>
            <Button size="small" onClick={() => setEdited(undefined)}>
              {t('common:cancel')}
            </Button>
            <Button
              size="small"
              type="primary"
              disabled={edited.trim() === ''}
              loading={change.isPending}
              onClick={() => change.mutate(edited, { onSuccess: () => setEdited(undefined), onError })}
            >
              {t('common:save')}
            </Button>
          </Flex>
        </Flex>
      )}
      {edited === undefined && (comment.isMine || isAdmin) && (
        <Flex gap={4}>
          {comment.isMine && (
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setEdited(comment.text)}>
              {t('edit')}
            </Button>
          )}
          <Popconfirm title={t('takeBack')} description={t('takeBackSure')} onConfirm={() => remove.mutate(null, { onError })}>
            <Button type="link" size="small">
              {t('takeBack')}
            </Button>
          </Popconfirm>
        </Flex>
      )}
    </div>
  );
}
