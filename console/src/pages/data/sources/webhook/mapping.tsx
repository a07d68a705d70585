import { PlusOutlined } from '@ant-design/icons';
import type { SourceListed, WebhookMapping, WebhookRecognition, WebhookView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useDraft } from '../../../../parts/draft.ts';
import { ErrorState } from '../../../../parts/error-state.tsx';
import { MappingEditor, type MappingText } from './mapping-editor.tsx';
import { mappingIn, textOfMapping } from './mapping-model.ts';
import { Tried } from './tried.tsx';
import { useTopics } from './use-topics.ts';
import { useTried } from './use-tried.ts';

const textOf = ({ topic, mapping }: WebhookMapping): MappingText => ({ topic, text: textOfMapping(mapping) });

/** How bodies become events: a mapping a topic, tried on what really came while it is drawn. */
export function WebhookMappings({ source }: { readonly source: SourceListed }) {
  const webhook = useApi<WebhookView>(`/api/v1/webhooks/${source.id}`);
  if (webhook.isError) return <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />;
  if (webhook.data === undefined) return <Skeleton active />;
  return <Editor source={source} webhook={webhook.data} />;
}

function Editor({ source, webhook }: { readonly source: SourceListed; readonly webhook: WebhookView }) {
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const path = `/api/v1/webhooks/${source.id}`;
  const draft = useDraft<readonly MappingText[]>(
    `webhook.${useWorkspaceKey()}.${source.id}`,
    webhook.mappings.map(({ topic, mapping }) => textOf({ topic, mapping })),
  );
  const texts = draft.value;
  const seen = useApi<WebhookRecognition>(`${path}/recognise`);
  const topics = useTopics(source.id, webhook.kind);
  const save = useChange((mappings: readonly WebhookMapping[]) => api.patch<WebhookView>(path, { mappings }), [path]);
  const replay = useChange(() => api.post('/api/v1/quarantine/replay', { source: source.name, reason: 'unmapped' }), ['/api/v1/sources', '/api/v1/tasks']);
  const read = texts.map(({ topic, text }) => ({ topic: topic.trim() === '' ? '*' : topic.trim(), mapping: mappingIn(text) }));
  const mappings = read.every(({ mapping }) => mapping !== undefined) ? read : undefined;
  const tried = useTried(source.id, mappings);
  const faults = tried.error?.faults ?? [];
  const tell = (error: { readonly message: string }): void => void message.error(error.message);
  const propose = (): void => {
    const { data } = seen;
    if (data === undefined || data.bodies === 0) return void message.info(t('proposeEmpty'));
    if (data.mapping === null) return void message.info(t('proposeNothing'));
    draft.set([...texts, textOf({ topic: '*', mapping: data.mapping })]);
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
          topics={topics}
          columns={seen.data?.columns ?? []}
          faults={faults.flatMap((fault) => {
            const at = `/mappings/${index}/mapping`;
            return fault.path.startsWith(at) ? [{ ...fault, path: fault.path.slice(at.length) }] : [];
          })}
          isReadOnly={!mayWrite}
          onChange={(next) => draft.set(texts.map((other, at) => (at === index ? next : other)))}
          onRemove={() => draft.set(texts.filter((_, at) => at !== index))}
        />
      ))}
      {mayWrite && (
        <Flex gap={8} wrap align="center">
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => draft.set([...texts, textOf({ topic: '*', mapping: starter })])}>
            {t('addTopic')}
          </Button>
          <Button onClick={propose} loading={seen.isFetching}>
            {t('propose')}
          </Button>
          <Button
            type="primary"
            disabled={!draft.isChanged || mappings === undefined || faults.length > 0}
            loading={save.isPending}
            onClick={() => {
              if (mappings === undefined) return;
              save.mutate(mappings, {
                onSuccess: () => {
                  draft.clear();
                  void message.success(t('saved'));
                },
                onError: tell,
              });
            }}
          >
            {t('save')}
          </Button>
          {draft.isChanged && (
            <>
              <Button onClick={draft.clear}>{t('form.discard')}</Button>
              <Typography.Text type="secondary">{t('form.unsaved')}</Typography.Text>
            </>
          )}
          {!draft.isChanged && webhook.mappings.length > 0 && parked > 0 && (
            <Button
              loading={replay.isPending}
              onClick={() => replay.mutate(undefined, { onSuccess: () => void message.success(t('replayed')), onError: tell })}
            >
              {t('replay', { count: parked })}
            </Button>
          )}
        </Flex>
      )}
      {faults.length > 0 && <Alert type="error" showIcon title={t('form.faults', { count: faults.length })} />}
      {tried.error !== null && faults.length === 0 && <Alert type="error" showIcon title={tried.error.message} />}
      {tried.data !== undefined && tried.error === null && <Tried tried={tried.data} />}
      {seen.isError && <Typography.Text type="secondary">{seen.error.message}</Typography.Text>}
    </Flex>
  );
}

/** What a mapping begins with. */
const starter = { when: [{ event: '' }], identifiers: {}, properties: {} };
