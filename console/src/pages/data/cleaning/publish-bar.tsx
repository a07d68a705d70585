import type { CleaningRule, CleaningView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { whenDone } from '../../../api/when-done.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { cleaningPath } from './rules.ts';

export interface PublishBarProps {
  readonly rules: readonly CleaningRule[];
  readonly view: CleaningView;
  readonly onDone: () => void;
}

/** What was changed is not published yet: why, and doing it. The server refuses rules of which an example fails. */
export function PublishBar({ rules, view, onDone }: PublishBarProps) {
  const { t } = useTranslation('cleaning');
  const marks = usePunctuation();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const publish = useChange(() => api.put<CleaningView>(cleaningPath, { rules, reason }, { headers: { 'if-match': `"${view.version}"` } }), [cleaningPath]);
  const failing = (publish.error?.faults ?? []).flatMap(({ path, message: said }) => {
    const at = /^\/rules\/(\d+)(.*)$/.exec(path);
    return at === null ? [] : [`${rules[Number(at[1])]?.name ?? ''} ${at[2] ?? ''}${marks.colon}${said}`];
  });
  return (
    <Alert
      type="warning"
      showIcon
      title={t('draftTitle')}
      description={
        <Flex vertical gap={8}>
          <span>{t('draftHint')}</span>
          {failing.map((line) => (
            <strong key={line}>{line}</strong>
          ))}
          <Flex gap={8} wrap>
            <Input
              style={{ flex: '1 1 220px' }}
              aria-label={t('reason')}
              placeholder={t('reason')}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <Button
              type="primary"
              disabled={reason.trim() === ''}
              loading={publish.isPending}
              onClick={() =>
                whenDone(publish, undefined, {
                  done: ({ version }) => {
                    void message.success(t('published', { version }));
                    onDone();
                  },
                  failed: (error) => void message.error(error.message),
                })
              }
            >
              {t('publish')}
            </Button>
            <Button onClick={onDone}>{t('undo')}</Button>
          </Flex>
        </Flex>
      }
    />
  );
}
