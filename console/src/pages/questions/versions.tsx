import type { QuestionVersionView, QuestionView } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type Type from 'typebox';
import { usePages } from '../../api/use-pages.ts';
import { TimeText } from '../../parts/time-text.tsx';

type Version = Type.Static<typeof QuestionVersionView>;

/** Every text that a question had, the newest first. */
export function Versions({ question }: { readonly question: QuestionView }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { rows, loadMore } = usePages<Version>(`/api/v1/questions/${question.id}/versions`, { limit: 10 });
  return (
    <details>
      <summary>{t('versions')}</summary>
      <Flex vertical gap={8} style={{ paddingTop: 8 }}>
        {(rows ?? []).map(({ version, name, sql, madeAt, madeBy }) => (
          <div key={version} style={{ borderTop: '1px solid var(--line)', paddingTop: 8 }}>
            <Typography.Text strong>{t('version', { n: version })}</Typography.Text> {name}{' '}
            <Typography.Text type="secondary">
              {madeBy} · <TimeText value={madeAt} />
            </Typography.Text>
            <pre style={{ overflow: 'auto', margin: '6px 0', fontSize: 12 }} tabIndex={0}>
              {sql}
            </pre>
          </div>
        ))}
        {loadMore !== undefined && (
          <Button size="small" onClick={loadMore}>
            {common('loadMore')}
          </Button>
        )}
      </Flex>
    </details>
  );
}
