import type { QuestionView } from '@danqing/contracts';
import { Button, Flex, Input, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../api/use-pages.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';

/** Saved questions, to be opened in a tab. */
export function Saved({ onOpen }: { readonly onOpen: (question: number) => void }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const [search, setSearch] = useState('');
  const { rows, error, onRetry, loadMore } = usePages<QuestionView>('/api/v1/questions', { search });
  if (error !== null) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <>
      <Input.Search
        allowClear
        value={search}
        aria-label={t('searchQuestions')}
        placeholder={t('searchQuestions')}
        onChange={({ target }) => setSearch(target.value)}
        style={{ marginBottom: 8 }}
      />
      {rows === undefined && <Skeleton active />}
      {rows?.length === 0 && <EmptyState title={search === '' ? t('noSaved') : t('nothingFound')} hint={search === '' ? t('noSavedHint') : undefined} />}
      <Flex vertical>
        {(rows ?? []).map((question) => (
          <Button
            key={question.id}
            type="text"
            onClick={() => onOpen(question.id)}
            style={{ height: 'auto', justifyContent: 'flex-start', textAlign: 'left', whiteSpace: 'normal', padding: '6px 8px' }}
          >
            <span>
              {question.name}
              <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
                {[question.folder, question.owner, question.visibility === 'mine' ? t('private') : ''].filter((text) => text !== '').join(' · ')}
              </Typography.Text>
            </span>
          </Button>
        ))}
      </Flex>
      {loadMore !== undefined && (
        <Button size="small" block onClick={loadMore}>
          {common('loadMore')}
        </Button>
      )}
    </>
  );
}
