import type { PlanView } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** Which version counts now, and what waits in the draft. */
export function StateLine({ view: { published, draft } }: { readonly view: PlanView }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  return (
    <Flex gap={8} wrap align="center">
      {published === null ? (
        <Tag>{t('notLive')}</Tag>
      ) : (
        <>
          <Tag color="success">{t('live', { version: published.version })}</Tag>
          <Typography.Text type="secondary">{t('liveHint', { name: published.publishedBy, time: formats.time(published.publishedAt) })}</Typography.Text>
        </>
      )}
      {draft.diff.length > 0 && <Tag color="warning">{t('drafted', { n: draft.diff.length })}</Tag>}
    </Flex>
  );
}
