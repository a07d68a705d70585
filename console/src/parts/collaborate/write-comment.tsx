import type { ColleagueView, CommentView } from '@danqing/contracts';
import { App, Button, Flex, Mentions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { useDraft } from '../draft.ts';

interface WriteCommentProps {
  readonly object: string;
  /** The thread that is answered. */
  readonly parent?: number;
  readonly onSent?: () => void;
}

/** Says something, with colleagues named by @; unsent words are kept on this device. */
export function WriteComment({ object, parent, onSent }: WriteCommentProps) {
  const { t } = useTranslation('collaborate');
  const { message } = App.useApp();
  const colleagues = useApi<{ items: readonly ColleagueView[] }>('/api/v1/colleagues').data?.items ?? [];
  const draft = useDraft(`comment.${object}.${parent ?? 'new'}`, '');
  const [named, setNamed] = useState<readonly ColleagueView[]>([]);
  const send = useChange(
    (text: string) =>
      api.post<CommentView>('/api/v1/comments', {
        object,
        text,
        ...(parent !== undefined && { parent }),
        mentions: named.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id),
      }),
    ['/api/v1/comments'],
  );
  const submit = (): void =>
    send.mutate(draft.value.trim(), {
      onSuccess: () => {
        draft.clear();
        onSent?.();
      },
      onError: (error) => void message.error(error.message),
    });
  const label = parent === undefined ? t('placeholder') : t('replyPlaceholder');
  return (
    <Flex vertical gap={8} align="flex-end">
      <Mentions
        aria-label={label}
        placeholder={label}
        value={draft.value}
        onChange={draft.set}
        onSelect={({ value }) => setNamed((before) => [...before, ...colleagues.filter(({ name }) => name === value)])}
        options={colleagues.map(({ id, name }) => ({ key: id, value: name, label: name }))}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        readOnly={send.isPending}
        style={{ width: '100%' }}
      />
      <Button type="primary" size="small" loading={send.isPending} disabled={draft.value.trim() === ''} onClick={submit}>
        {t('send')}
      </Button>
    </Flex>
  );
}
