import type { SourceListed, WebhookKindList, WebhookView } from '@danqing/contracts';
import { Alert, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { CopyButton } from '../../../../parts/copy-button.tsx';
import { ErrorState } from '../../../../parts/error-state.tsx';
import { TimeText } from '../../../../parts/time-text.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookFields } from './fields.tsx';

const refusals = ['signature', 'too_old', 'not_set_up'] as const;

/** Where the sender has to send, how it is set up there, what came last. */
export function WebhookSetUp({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('webhooks');
  const language = useLanguage();
  const mayWrite = useMay('data.write');
  const kinds = useApi<Static<typeof WebhookKindList>>('/api/v1/webhook-kinds');
  const webhook = useApi<WebhookView>(`/api/v1/webhooks/${source.id}`);
  if (webhook.isError) return <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />;
  const kind = kinds.data?.items.find((one) => one.kind === webhook.data?.kind);
  if (webhook.data === undefined || kind === undefined) return <Skeleton active />;
  const { address, refused } = webhook.data;
  return (
    <Flex vertical gap={16}>
      <Card size="small" title={t('address')}>
        <Flex gap={8} wrap align="center">
          <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
            {address}
          </Typography.Text>
          <CopyButton text={address} />
        </Flex>
        <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
          {t('addressHint')}
        </Typography.Paragraph>
      </Card>
      <Card size="small" title={t('steps', { name: kind.name[language] })}>
        <ol style={{ margin: 0, paddingInlineStart: 20, lineHeight: 1.9 }}>
          {kind.steps.map((step) => (
            <li key={step.en}>{step[language]}</li>
          ))}
        </ol>
        {kind.topics.length > 0 && (
          <ul style={{ margin: '12px 0 0', paddingInlineStart: 20, lineHeight: 1.9 }}>
            {kind.topics.map(({ topic, about }) => (
              <li key={topic} style={{ overflowWrap: 'anywhere' }}>
                <Typography.Text code>{topic}</Typography.Text> {about[language]}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {mayWrite && kind.fields.length > 0 && <WebhookFields source={source} webhook={webhook.data} fields={kind.fields} />}
      {refused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('refused')}
          description={
            <Flex vertical gap={4}>
              <span>{t('refusedHint')}</span>
              {refused.map(({ reason, count, lastAt }) => {
                const known = refusals.find((one) => one === reason);
                return (
                  <span key={reason}>
                    {known === undefined ? reason : t(`refusals.${known}`)} · {t('times', { count })} · <TimeText value={lastAt} />
                  </span>
                );
              })}
            </Flex>
          }
        />
      )}
      <Deliveries source={source} />
    </Flex>
  );
}
