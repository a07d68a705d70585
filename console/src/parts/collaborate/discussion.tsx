import type { CommentView } from '@danqing/contracts';
import { App, Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { usePages } from '../../api/use-pages.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { CommentItem } from './comment-item.tsx';
import { WriteComment } from './write-comment.tsx';

interface ThreadProps {
  readonly object: string;
  readonly first: CommentView;
  readonly replies: readonly CommentView[];
}

function Thread({ object, first, replies }: ThreadProps) {
  const { t } = useTranslation('collaborate');
  const { message } = App.useApp();
  const mayWrite = useMay('comments.write');
  const [isReplying, setReplying] = useState(false);
  const isResolved = first.resolvedAt !== null;
  const resolve = useChange((is: boolean) => api.post<CommentView>(`/api/v1/comments/${first.id}/resolve`, { isResolved: is }), ['/api/v1/comments']);
  return (
    <Card size="small" id={`comment-${first.id}`} style={{ opacity: isResolved ? 0.8 : 1 }}>
      <Flex vertical gap={12}>
        {[first, ...replies].map((comment, index) => (
          <div key={comment.id} style={index === 0 ? {} : { paddingLeft: 12, borderLeft: '2px solid var(--line)' }}>
            <CommentItem comment={comment} />
          </div>
        ))}
        {isResolved && <Typography.Text type="secondary">{t('resolvedBy', { name: first.resolvedBy ?? '' })}</Typography.Text>}
        {mayWrite && (
          <Flex gap={8}>
            {!isReplying && !isResolved && (
              <Button size="small" onClick={() => setReplying(true)}>
                {t('reply')}
              </Button>
            )}
            {first.removedAt === null && (
              <Button
                size="small"
                loading={resolve.isPending}
                onClick={() => resolve.mutate(!isResolved, { onError: (error) => void message.error(error.message) })}
              >
                {isResolved ? t('reopen') : t('resolve')}
              </Button>
            )}
          </Flex>
        )}
        {isReplying && <WriteComment object={object} parent={first.id} onSent={() => setReplying(false)} />}
      </Flex>
    </Card>
  );
}

/** What is said of a definition, by thread; what is settled stands folded below. */
export function Discussion({ object }: { readonly object: string }) {
  const { t } = useTranslation(['collaborate', 'common']);
  const mayWrite = useMay('comments.write');
  const [isAllShown, setAllShown] = useState(false);
  const { rows, error, onRetry, loadMore, isFetching } = usePages<CommentView>('/api/v1/comments', { object, limit: 200 });
  if (rows === undefined) return error === null ? <Skeleton active /> : <ErrorState error={error} onRetry={onRetry} />;
  const firsts = rows.filter(({ parent }) => parent === null);
  const open = firsts.filter(({ resolvedAt }) => resolvedAt === null);
  const settled = firsts.filter(({ resolvedAt }) => resolvedAt !== null);
  const threadOf = (first: CommentView) => <Thread key={first.id} object={object} first={first} replies={rows.filter(({ parent }) => parent === first.id)} />;
  return (
    <Flex vertical gap={12}>
      {mayWrite && <WriteComment object={object} />}
      {firsts.length === 0 && <EmptyState title={t('noComments')} hint={t('noCommentsHint')} />}
      {open.map(threadOf)}
      {loadMore !== undefined && (
        <Button onClick={loadMore} loading={isFetching}>
          {t('common:loadMore')}
        </Button>
      )}
      {settled.length > 0 && (
        <Button type="link" onClick={() => setAllShown(!isAllShown)}>
          {isAllShown ? t('hideResolved') : t('showResolved', { n: settled.length })}
        </Button>
      )}
      {isAllShown && settled.map(threadOf)}
    </Flex>
  );
}
