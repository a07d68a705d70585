import type { WebhookTried } from '@danqing/contracts';
import { Card, Collapse, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { useEventNames } from '../../../../parts/event-names.ts';
import { isMap } from '../../../../parts/is-map.ts';
import { JsonBlock } from '../../../../parts/json-block.tsx';
import { TimeText } from '../../../../parts/time-text.tsx';

const colours = { made: 'success', unmapped: 'warning', left_out: 'default' } as const;

/** The event of a message; of one that only says who somebody is, its type. */
function nameOf(message: unknown): string {
  if (!isMap(message)) return '';
  const name = message['event'] ?? message['name'];
  return typeof name === 'string' ? name : `$${String(message['type'])}`;
}

/** What the mappings make of the last bodies, side by side. */
export function Tried({ tried }: { readonly tried: WebhookTried }) {
  const { t } = useTranslation('webhooks');
  const events = useEventNames();
  const language = useLanguage();
  const { items, made, unmapped, leftOut } = tried;
  return (
    <Card size="small" title={items.length === 0 ? t('proposeEmpty') : t('tried', { total: items.length, made, unmapped, leftOut })}>
      <Collapse
        ghost
        items={items.map(({ id, receivedAt, topic, outcome, detail, zh, body, message }) => ({
          key: id,
          label: (
            <Flex gap={8} wrap align="center">
              <Tag color={colours[outcome]}>{t(outcome)}</Tag>
              {message !== null && <strong>{events.event(nameOf(message))}</strong>}
              {topic !== '' && <span>{topic}</span>}
              <TimeText value={receivedAt} />
              {detail !== '' && <Typography.Text type="secondary">{language === 'zh' ? zh : detail}</Typography.Text>}
            </Flex>
          ),
          children: (
            <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))' }}>
              <div>
                <Typography.Text strong>{t('body')}</Typography.Text>
                <JsonBlock text={typeof body === 'string' ? body : JSON.stringify(body)} label={t('body')} />
              </div>
              {message !== null && (
                <div>
                  <Typography.Text strong>{t('message')}</Typography.Text>
                  <JsonBlock text={JSON.stringify(message)} label={t('message')} />
                </div>
              )}
            </div>
          ),
        }))}
      />
    </Card>
  );
}
