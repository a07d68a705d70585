import type { SourceListed, WebhookMapping, WebhookRecognition, WebhookTried, WebhookView } from '@danqing/contracts';
import { PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../api/client.ts';
import { useApi, useChange } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { ErrorState } from '../../../../parts/error-state.tsx';
import { MappingEditor, type MappingText } from './mapping-editor.tsx';
import { SeenFields } from './seen-fields.tsx';
import { Tried } from './tried.tsx';

const textOf = ({ topic, mapping }: WebhookMapping): MappingText => ({ topic, text: JSON.stringify(mapping, null, 2) });

/** How bodies become events: a mapping a topic, tried on what really came before it is saved. */
export function WebhookMappings({ source }: { readonly source: SourceListed }) {
  const webhook = useApi<WebhookView>(`/api/v1/webhooks/${source.id}`);
  if (webhook.isError) return <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />;
  if (webhook.data === undefined) return <Skeleton active />;
  return <Editor key={webhook.dataUpdatedAt} source={source} webhook={webhook.data} />;
}

function Editor({ source, webhook }: { readonly source: SourceListed; readonly webhook: WebhookView }) {
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const path = `/api/v1/webhooks/${source.id}`;
  const [texts, setTexts] = useState<readonly MappingText[]>(() => webhook.mappings.map((one) => textOf({ topic: one.topic, mapping: one.mapping })));
  const [tried, setTried] = useState<WebhookTried | null>(null);
  const seen = useApi<WebhookRecognition>(`${path}/recognise`);
  const tryOut = useChange((mappings: readonly WebhookMapping[]) => api.post<WebhookTried>(`${path}/try`, { mappings }));
  const save = useChange((mappings: readonly WebhookMapping[]) => api.patch<WebhookView>(path, { mappings }), [path]);
  const replay = useChange(() => api.post('/api/v1/quarantine/replay', { source: source.name, reason: 'unmapped' }), ['/api/v1/sources', '/api/v1/tasks']);
  const isChanged = JSON.stringify(texts) !== JSON.stringify(webhook.mappings.map((one) => textOf({ topic: one.topic, mapping: one.mapping })));

  const read = (): readonly WebhookMapping[] | undefined => {
    const mappings: WebhookMapping[] = [];
    for (const [index, { topic, text }] of texts.entries()) {
      try {
        mappings.push({ topic: topic.trim() === '' ? '*' : topic.trim(), mapping: JSON.parse(text) });
      } catch {
        void message.error(t('notJson', { n: index + 1 }));
        return undefined;
      }
    }
    return mappings;
  };
  const tell = (error: { readonly message: string }): void => void message.error(error.message);
  const propose = (): void => {
    const { data } = seen;
    if (data === undefined || data.bodies === 0) return void message.info(t('proposeEmpty'));
    if (data.mapping === null) return void message.info(t('proposeNothing'));
    setTexts([...texts, textOf({ topic: '*', mapping: data.mapping })]);
    void message.success(t('proposed', { count: data.bodies }));
  };
  const parked = source.activity.total.parked;
  return (
    <Flex vertical gap={16}>
      <Alert
        type={webhook.mappings.length === 0 ? 'warning' : 'info'}
        showIcon
        title={webhook.mappings.length === 0 ? t('none') : webhook.isReady ? t('ready') : t('own')}
        description={t('mappingHint')}
      />
      {texts.map((one, index) => (
        <MappingEditor
          // Their order is what they are.
          key={String(index)}
          n={index + 1}
          value={one}
          isReadOnly={!mayWrite}
          onChange={(next) => setTexts(texts.map((other, at) => (at === index ? next : other)))}
          onRemove={() => setTexts(texts.filter((_, at) => at !== index))}
        />
      ))}
      <Flex gap={8} wrap>
        {mayWrite && (
          <>
            <Button icon={<PlusOutlined />} onClick={() => setTexts([...texts, textOf({ topic: '*', mapping: starter })])}>
              {t('addTopic')}
            </Button>
            <Button onClick={propose} loading={seen.isFetching}>
              {t('propose')}
            </Button>
          </>
        )}
        <Button
          loading={tryOut.isPending}
          onClick={() => {
            const mappings = read();
            if (mappings !== undefined) tryOut.mutate(mappings, { onSuccess: setTried, onError: tell });
          }}
        >
          {t('tryIt')}
        </Button>
        {mayWrite && (
          <Button
            type="primary"
            disabled={!isChanged}
            loading={save.isPending}
            onClick={() => {
              const mappings = read();
              if (mappings !== undefined) save.mutate(mappings, { onSuccess: () => void message.success(t('saved')), onError: tell });
            }}
          >
            {t('save')}
          </Button>
        )}
        {mayWrite && !isChanged && webhook.mappings.length > 0 && parked > 0 && (
          <Button loading={replay.isPending} onClick={() => replay.mutate(undefined, { onSuccess: () => void message.success(t('replayed')), onError: tell })}>
            {t('replay', { count: parked })}
          </Button>
        )}
      </Flex>
      {tried !== null && <Tried tried={tried} />}
      {seen.data !== undefined && seen.data.columns.length > 0 && (
        <Card size="small" title={t('fields')}>
          <SeenFields columns={seen.data.columns} />
        </Card>
      )}
      {seen.isError && <Typography.Text type="secondary">{seen.error.message}</Typography.Text>}
    </Flex>
  );
}

/** What a mapping needs at least. */
const starter = { when: [{ event: 'Form Submitted' }], identifiers: { phone: { column: 'phone' } }, properties: {} };
