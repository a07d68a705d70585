import type { WebhookDeliveries, WebhookKindList, WebhookKindName } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../../api/use-api.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';

/** Topics that came, and those that such a sender has. */
export function useTopics(source: number, kind: WebhookKindName): readonly { readonly value: string; readonly label: string }[] {
  const { t } = useTranslation('webhooks');
  const language = useLanguage();
  const deliveries = useApi<Static<typeof WebhookDeliveries>>(`/api/v1/webhooks/${source}/deliveries`);
  const kinds = useApi<Static<typeof WebhookKindList>>('/api/v1/webhook-kinds');
  const about = new Map((kinds.data?.items.find((one) => one.kind === kind)?.topics ?? []).map((one) => [one.topic, one.about[language]]));
  const came = (deliveries.data?.items ?? []).flatMap(({ topic }) => (topic === '' ? [] : [topic]));
  const topics = [...new Set([...came, ...about.keys()])];
  return [
    { value: '*', label: t('form.anyTopic') },
    ...topics.map((value) => ({ value, label: about.has(value) ? `${value} · ${about.get(value) ?? ''}` : value })),
  ];
}
