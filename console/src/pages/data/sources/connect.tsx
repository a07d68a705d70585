import type { Instructions, SourceListed } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { JsonBlock } from '../../../parts/json-block.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { ChooseClient } from './choose-client.tsx';
import { TestNow } from './test-now.tsx';

/** Ready snippets for each client that works; the key is filled in when somebody asks for it. */
export function Connect({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('sources');
  const marks = usePunctuation();
  const language = useLanguage();
  const mayWrite = useMay('data.write');
  const [client, setClient] = useUrlState('client');
  const [writeKey, setWriteKey] = useState<string | null>(null);
  const path = `/api/v1/sources/${source.id}/instructions`;
  const instructions = useApi<Instructions>(path, { enabled: source.kind === 'stream' });
  const reveal = useChange(() => api.get<Instructions>(path, { reveal: true }));
  if (source.kind === 'import') return <Alert type="info" showIcon title={t('importOnly')} />;
  if (instructions.isError) return <ErrorState error={instructions.error} onRetry={() => void instructions.refetch()} />;
  if (instructions.data === undefined) return <Skeleton active />;
  const { clients, placeholder } = instructions.data;
  const chosen = clients.find(({ key }) => key === client) ?? clients[0];
  const filled = (code: string): string => (writeKey === null ? code : code.replaceAll(placeholder, writeKey));
  return (
    <Flex vertical gap={16}>
      <Alert
        type={writeKey === null ? 'info' : 'success'}
        showIcon
        title={writeKey === null ? t('revealHint', { placeholder }) : t('revealed')}
        action={
          writeKey === null &&
          mayWrite && (
            <Button size="small" loading={reveal.isPending} onClick={() => reveal.mutate(undefined, { onSuccess: (shown) => setWriteKey(shown.writeKey) })}>
              {t('reveal')}
            </Button>
          )
        }
      />
      {chosen !== undefined && <ChooseClient clients={clients} chosen={chosen} onChoose={setClient} />}
      {chosen !== undefined && (
        <Card size="small">
          <Typography.Paragraph>{chosen.about[language]}</Typography.Paragraph>
          <Flex vertical gap={12}>
            {chosen.steps.map(({ title, code }) => (
              <div key={title.en}>
                <Typography.Text strong style={{ display: 'block', marginBottom: 6 }}>
                  {title[language]}
                </Typography.Text>
                <JsonBlock text={filled(code)} label={`${chosen.name}${marks.colon}${title[language]}`} maxHeight={420} />
              </div>
            ))}
          </Flex>
        </Card>
      )}
      <TestNow source={source} />
    </Flex>
  );
}
